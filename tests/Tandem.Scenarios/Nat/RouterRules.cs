namespace Tandem.Scenarios.Nat;

/// <summary>A router's setting as rules for nft. The outside interface is <c>wan</c>, the inside ones are <c>lan1</c>, <c>lan2</c> …</summary>
internal static class RouterRules
{
    /// <summary>What goes between two ports from here upward is taken for sound.</summary>
    private const int LeastSoundPort = 10_000;

    /// <summary>The rules that every kernel with nftables takes.</summary>
    public static string Of(Router router, string outside, string switchAddress, int sipPort) => $$"""
        table ip lab {
          map owners {
            type inet_service : ipv4_addr
            flags dynamic,timeout
            timeout {{router.BindingSeconds ?? 120}}s
          }
          set met {
            type ipv4_addr . inet_service
            flags dynamic,timeout
            timeout {{router.BindingSeconds ?? 120}}s
          }
          chain forward {
            type filter hook forward priority filter
            oifname "wan" update @owners { udp sport : ip saddr }
            oifname "wan" update @met { ip daddr . udp sport }
          }
          chain sound {
            type filter hook forward priority 10
            udp sport < {{LeastSoundPort}} accept
            udp dport < {{LeastSoundPort}} accept
            {{Sound(router.Sound)}}
          }
          chain inward {
            type nat hook prerouting priority dstnat
            {{Inward(router.Nat)}}
          }
          chain outward {
            type nat hook postrouting priority srcnat
            oifname "wan" ip saddr {{outside}} accept
            {{Outward(router.Nat)}}
          }
          chain twice {
            type filter hook postrouting priority 200
            {{(router.Doubles ? $"oifname \"wan\" udp dport {sipPort} dup to {switchAddress} device \"wan\"" : "")}}
          }
        }
        """;

    /// <summary>The kernel's SIP helper, which not every kernel has.</summary>
    public static string Helper(int sipPort) => $$"""
        table ip helper {
          ct helper sip {
            type "sip" protocol udp
            l3proto ip
          }
          chain read {
            type filter hook prerouting priority filter
            udp dport {{sipPort}} ct helper set "sip"
          }
        }
        """;

    private static string Sound(SoundRule rule) => rule switch
    {
        SoundRule.Lost => "ip protocol udp drop",
        SoundRule.LostInward => "iifname \"wan\" ip protocol udp drop",
        _ => "",
    };

    private static string Inward(NatKind nat) => nat switch
    {
        NatKind.FullCone => "iifname \"wan\" dnat to udp dport map @owners",
        NatKind.AddressRestricted => "iifname \"wan\" ip saddr . udp dport @met dnat to udp dport map @owners",
        _ => "",
    };

    private static string Outward(NatKind nat) => nat switch
    {
        NatKind.Public or NatKind.Private => "",
        NatKind.PortMoved => """
            oifname "wan" ip protocol udp masquerade to :41000-41999
                oifname "wan" masquerade
            """,
        NatKind.Random => "oifname \"wan\" masquerade random",
        NatKind.FullyRandom => "oifname \"wan\" masquerade fully-random",
        _ => "oifname \"wan\" masquerade",
    };
}
