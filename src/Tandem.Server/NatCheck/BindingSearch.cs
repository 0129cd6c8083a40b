using System.Globalization;
using System.Net;
using Tandem.Calls.Nat.Probes;

namespace Tandem.Server.NatCheck;

/// <summary>
/// How long a silent UDP binding lives. The switch is asked to answer after a silence: what comes through says that the binding lived. Halving between what came and what did not, four silences at a time
/// on sockets of their own, so that the search takes little longer than the longest silence.
/// </summary>
internal sealed class BindingSearch(IPAddress own, IPEndPoint server, Func<string, string, int, byte[]> question, Func<string> nextToken)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    /// <summary>Null: the switch gives no late answers.</summary>
    public async Task<BindingReport?> RunAsync(string cookie, int longest, int precision, Action<string, double> progress, CancellationToken stop)
    {
        int survived = 0;
        int lost = 0;
        int rounds = Math.Max(1, (int)Math.Ceiling(Math.Log((double)longest / precision, AtOnce)));
        for (int round = 0; (lost == 0 ? longest : lost) - survived > (round == 0 ? 0 : precision); round++)
        {
            int end = lost == 0 ? longest : lost;
            int[] silences = [.. Enumerable.Range(1, AtOnce).Select(step => survived + ((end - survived) * step / (lost == 0 ? AtOnce : AtOnce + 1))).Where(silence => silence > survived && (silence < end || lost == 0)).Distinct()];
            if (silences.Length == 0)
            {
                break;
            }

            progress($"binding: silences of {string.Join(", ", silences)} s", Math.Min(0.95, (double)round / (rounds + 1)));
            Task<bool?>[] asked = [.. silences.Select(silence => SurvivesAsync(cookie, silence, stop))];
            bool?[] outcomes = await Task.WhenAll(asked);
            if (Array.TrueForAll(outcomes, static outcome => outcome is null))
            {
                return survived == 0 && lost == 0 ? null : new(survived, lost);
            }

            for (int i = 0; i < silences.Length; i++)
            {
                if (outcomes[i] == true && (lost == 0 || silences[i] < lost))
                {
                    survived = Math.Max(survived, silences[i]);
                }
                else if (outcomes[i] == false && (lost == 0 || silences[i] < lost))
                {
                    lost = silences[i];
                }
            }

            if (lost == 0 && survived >= longest)
            {
                break;
            }

            // A packet that was lost by chance looks like a binding that died: what a longer silence outlived, a shorter one does.
            lost = lost <= survived ? 0 : lost;
        }

        return new(survived, lost);
    }

    /// <summary>Null: the order was not taken.</summary>
    private async Task<bool?> SurvivesAsync(string cookie, int seconds, CancellationToken stop)
    {
        using var socket = new ProbeSocket(own);
        string token = nextToken();
        string order = string.Create(CultureInfo.InvariantCulture, $"after {seconds} {cookie}");
        (ProbeAnswer? taken, _) = await socket.AskAsync(server, question(token, order, socket.Port), token, stop);
        if (taken is null)
        {
            return null;
        }

        return await socket.HearAsync(token, "after", TimeSpan.FromSeconds(seconds) + Slack, stop) is not null;
    }
}
