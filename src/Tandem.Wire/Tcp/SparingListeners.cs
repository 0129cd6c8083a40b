using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Tandem.Wire.Tcp;

/// <summary>
/// Listeners that accept no stream whose descriptor is higher than <paramref name="highest"/>: it is closed at once, and the next one is waited for. The runtime
/// can't start a thread, and then ends the process, when no descriptor is left; so whoever opens streams by the thousand must not get the last ones.
/// </summary>
/// <param name="inner">What listens.</param>
/// <param name="highest">The highest descriptor that a stream may have. The system gives the lowest one that is free, so this counts all that the process has open.</param>
/// <param name="turnedAway">Told of each stream that was closed for it.</param>
public sealed class SparingListeners(IConnectionListenerFactory inner, int highest, Action turnedAway) : IConnectionListenerFactory
{
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Sparing(await inner.BindAsync(endpoint, cancellationToken), highest, turnedAway);

    private sealed class Sparing(IConnectionListener listener, int highest, Action turnedAway) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await listener.AcceptAsync(cancellationToken) is { } stream)
            {
                if (stream.Features.Get<IConnectionSocketFeature>() is not { } accepted || accepted.Socket.Handle <= highest)
                {
                    return stream;
                }

                turnedAway();
                accepted.Socket.Close(0); // at once, not when its reader notices: the descriptor is wanted now
                stream.Abort();
                await stream.DisposeAsync();
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => listener.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => listener.DisposeAsync();
    }
}
