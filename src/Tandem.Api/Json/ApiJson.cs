using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json;
using Tandem.Api.Accounts;
using Tandem.Api.Alarms;
using Tandem.Api.Audit;
using Tandem.Api.Backups;
using Tandem.Api.Blacklists;
using Tandem.Api.Cdrs;
using Tandem.Api.Events;
using Tandem.Api.Firewall;
using Tandem.Api.Health;
using Tandem.Api.IllegalCalls;
using Tandem.Api.Ladders;
using Tandem.Api.LiveCalls;
using Tandem.Api.Overview;
using Tandem.Api.Paging;
using Tandem.Api.Parameters;
using Tandem.Api.People;
using Tandem.Api.PlanObjects;
using Tandem.Api.Plans;
using Tandem.Api.Problems;
using Tandem.Api.Recordings;
using Tandem.Api.Registrations;
using Tandem.Api.SelfTests;
using Tandem.Api.Shares;
using Tandem.Api.Simulations;
using Tandem.Api.SipMessages;
using Tandem.Api.Soaks;
using Tandem.Api.TestCalls;
using Tandem.Calls.Live;

namespace Tandem.Api.Json;

/// <summary>Every shape that the API reads or writes, with its code made at build time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(MoneyConverter), typeof(TimeConverter), typeof(StrictObjectConverter)])]
[JsonSerializable(typeof(Page<CdrView>))]
[JsonSerializable(typeof(Page<LiveCallView>))]
[JsonSerializable(typeof(LadderView))]
[JsonSerializable(typeof(Page<ParameterView>))]
[JsonSerializable(typeof(Page<IllegalSourceView>))]
[JsonSerializable(typeof(Page<WhiteListView>))]
[JsonSerializable(typeof(WhiteListView))]
[JsonSerializable(typeof(AttackPatternsView))]
[JsonSerializable(typeof(AttackTimelineView))]
[JsonSerializable(typeof(EvidenceKeyView))]
[JsonSerializable(typeof(EvidenceMessage))]
[JsonSerializable(typeof(FirewallView))]
[JsonSerializable(typeof(Page<BanView>))]
[JsonSerializable(typeof(BanOrder))]
[JsonSerializable(typeof(Page<FirewallLineView>))]
[JsonSerializable(typeof(FirewallLineOrder))]
[JsonSerializable(typeof(Page<FirewallRuleView>))]
[JsonSerializable(typeof(Page<FirewallTrialView>))]
[JsonSerializable(typeof(Page<FirewallHourView>))]
[JsonSerializable(typeof(BanEventView))]
[JsonSerializable(typeof(Page<NumberLineView>))]
[JsonSerializable(typeof(NumberLineOrder))]
[JsonSerializable(typeof(NumberEventView))]
[JsonSerializable(typeof(Page<ShareView>))]
[JsonSerializable(typeof(ShareView))]
[JsonSerializable(typeof(ShareOrder))]
[JsonSerializable(typeof(SharedView))]
[JsonSerializable(typeof(SelfTestView))]
[JsonSerializable(typeof(SelfTestBegun))]
[JsonSerializable(typeof(Page<NatCheckView>))]
[JsonSerializable(typeof(Page<LedgerEntryView>))]
[JsonSerializable(typeof(Page<RecordingView>))]
[JsonSerializable(typeof(Page<RegistrationView>))]
[JsonSerializable(typeof(Page<OutwardRegistrationView>))]
[JsonSerializable(typeof(Page<JsonObject>))]
[JsonSerializable(typeof(Page<UserView>))]
[JsonSerializable(typeof(Page<RoleView>))]
[JsonSerializable(typeof(Page<ApiKeyView>))]
[JsonSerializable(typeof(Page<AuditLineView>))]
[JsonSerializable(typeof(Page<BackupView>))]
[JsonSerializable(typeof(Page<SoakView>))]
[JsonSerializable(typeof(SoakReportView))]
[JsonSerializable(typeof(BackupRequest))]
[JsonSerializable(typeof(RestoreView))]
[JsonSerializable(typeof(ArchiveView))]
[JsonSerializable(typeof(OverloadView))]
[JsonSerializable(typeof(ArchiveRestoreRequest))]
[JsonSerializable(typeof(ArchiveRestoreView))]
[JsonSerializable(typeof(Page<RaisedAlarmView>))]
[JsonSerializable(typeof(Page<AlarmTypeView>))]
[JsonSerializable(typeof(Page<AlarmSettingView>))]
[JsonSerializable(typeof(AlarmOrder))]
[JsonSerializable(typeof(AlarmMemo))]
[JsonSerializable(typeof(AlarmSettingEdit))]
[JsonSerializable(typeof(AlarmDeliveryView))]
[JsonSerializable(typeof(AlarmDeliveryEdit))]
[JsonSerializable(typeof(OverviewView))]
[JsonSerializable(typeof(Page<SipMessageView>))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(TotpView))]
[JsonSerializable(typeof(UserEdit))]
[JsonSerializable(typeof(RoleEdit))]
[JsonSerializable(typeof(ApiKeyEdit))]
[JsonSerializable(typeof(CdrView))]
[JsonSerializable(typeof(CdrTotalsView))]
[JsonSerializable(typeof(QualityView))]
[JsonSerializable(typeof(LiveCallDetailView))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(VerifyView))]
[JsonSerializable(typeof(ParameterEdit))]
[JsonSerializable(typeof(PlanChanged))]
[JsonSerializable(typeof(BulkEdit))]
[JsonSerializable(typeof(BulkChanged))]
[JsonSerializable(typeof(Page<PlanRevisionView>))]
[JsonSerializable(typeof(Page<PlanChangeView>))]
[JsonSerializable(typeof(SimulationRequest))]
[JsonSerializable(typeof(SimulationView))]
[JsonSerializable(typeof(TestCallOrder))]
[JsonSerializable(typeof(TestCallView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(CallEventView))]
[JsonSerializable(typeof(BalanceEventView))]
[JsonSerializable(typeof(NatEventView))]
[JsonSerializable(typeof(Page<EndpointNat>))]
[JsonSerializable(typeof(EndpointNat))]
[JsonSerializable(typeof(RegistrationEventView))]
[JsonSerializable(typeof(IReadOnlyList<ProblemEntry>))]
[JsonSerializable(typeof(ProblemEntry[]))]
[JsonSerializable(typeof(List<ProblemEntry>))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
