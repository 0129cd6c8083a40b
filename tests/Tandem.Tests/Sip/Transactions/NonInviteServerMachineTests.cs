using Tandem.Sip.Transactions;
using Tandem.TestKit;

namespace Tandem.Tests.Sip.Transactions;

public class NonInviteServerMachineTests
{
    private static readonly MachineTable<NonInviteServerState, NonInviteServerEvent> Table =
        new(NonInviteServerMachine.Step, NonInviteServerState.Terminated);

    [Fact]
    public void The_whole_table_is_as_approved() => Approved.Match(Table.Print());

    [Fact]
    public void Nothing_leads_out_of_Terminated() => Table.LeadsOutOfTheEnd().Should().BeEmpty();

    [Fact]
    public void Who_reaches_Terminated_is_removed_and_nobody_else() => Table.IsRemovedElsewhere().Should().BeEmpty();
}
