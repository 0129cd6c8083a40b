using System.Diagnostics;
using System.Text.Json.Nodes;
using Tandem.Scenarios.Calls;
using Tandem.Scenarios.Processes;

namespace Tandem.Scenarios.Media;

/// <summary>Keys that are pressed on one real softphone in one form are heard by another in each other form: those that were pressed, once each.</summary>
[Collection(OneAfterAnother.Name)]
public sealed class SoftphoneKeysTests
{
    private const string Pressed = "559*#";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // What is heard as sound is written down when the call has ended; linphone presses a key a second.
    private static readonly TimeSpan Played = TimeSpan.FromSeconds(Pressed.Length + 2);

    [Fact]
    public async Task Keys_of_linphone_in_each_form_are_heard_by_baresip_in_each_other()
    {
        await using SoftphonePair pair = await SoftphonePair.StartAsync("linphone", "baresip");
        foreach (string from in KeyForms.All)
        {
            foreach (string to in KeyForms.All.Where(to => to != from))
            {
                var phone = (Linphone)pair.Caller;
                if (from == "tones")
                {
                    await phone.SoundsAsync(Sound.Keys(Pressed)); // it says a file from a call's beginning
                }

                await GoAsync(pair, from, to, () => from == "tones" ? Task.CompletedTask : phone.PressesAsync(Pressed, asInfo: from == "info"));
            }
        }
    }

    [Fact]
    public async Task Keys_of_baresip_are_heard_by_linphone_in_each_form()
    {
        await using SoftphonePair pair = await SoftphonePair.StartAsync("baresip", "linphone");
        foreach (string to in KeyForms.All)
        {
            await GoAsync(pair, "events", to, () => pair.Caller.PressesAsync(Pressed));
        }
    }

    private static async Task GoAsync(SoftphonePair pair, string from, string to, Func<Task> press)
    {
        await KeyForms.SetAsync(pair.Switch, KeyForms.Customer, from);
        await KeyForms.SetAsync(pair.Switch, KeyForms.Carrier, to);
        int before = pair.Callee.HeardKeys.Length;
        JsonNode record = await pair.TalkAsync(async () =>
        {
            await press();
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < (to == "tones" ? Played : Patience) && pair.Callee.HeardKeys.Length < before + Pressed.Length)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        });
        string heard = to == "tones" ? Sound.KeysIn(await File.ReadAllBytesAsync(pair.Callee.HeardFile)) : pair.Callee.HeardKeys[before..];
        heard.Should().Be(Pressed, "{0} become {1}:\n{2}", from, to, heard == Pressed ? "" : await pair.LadderAsync(record));
    }
}
