using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;
using Tandem.Api.Access;
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
using Tandem.Api.Json;
using Tandem.Api.LiveCalls;
using Tandem.Api.Metrics;
using Tandem.Api.NatDiagnosis;
using Tandem.Api.OpenId;
using Tandem.Api.Overview;
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
using Tandem.Store.Evidence;

namespace Tandem.Api;

/// <summary>
/// The HTTP side (contract §2). Needs from the container: AdminKey, PlanHolder, PlanStore, PlanHistory, Ledger, CreditBook, CdrQuery, CdrTotalsQuery,
/// CdrWriter, SqliteStore, JournalFolder, IllegalCallQuery, IllegalReportQuery, IllegalAttemptQuery, TrafficQuery, ShareStore, NatCheckStore, AlarmStore, AlarmSettings, AlarmBook, PeopleStore, SessionStore, AuditLog, RecordingFolder, SoakFolder, ILiveSwitch, ILiveTraffic, ILiveNat,
/// ILiveRegistrations, ILiveFirewall, BanStore, OffenceStore, FirewallLineStore, ILiveNumbers, NumberLineStore, ILiveMessages, SipEntry, TimeProvider. Takes ArchiveKeeping, where there is one.
/// </summary>
public static class TandemApi
{
    public static IServiceCollection AddTandemApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswer>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.Converters.Add(new MoneyConverter());
            options.SerializerOptions.Converters.Add(new TimeConverter());
            options.SerializerOptions.Converters.Add(new StrictObjectConverter());
            options.SerializerOptions.AllowDuplicateProperties = false;
        });
        services.AddSingleton<EventFeed>();
        services.AddSingleton<CdrWorkbooks>();
        services.TryAddSingleton<LongReads>();
        services.AddSingleton<ProcessWatch>();
        services.AddSingleton<OverviewBoard>();
        services.AddHostedService(static provider => provider.GetRequiredService<OverviewBoard>());
        services.AddSingleton<ShownFields>();
        services.AddSingleton<Callers>();
        services.AddSingleton<PasswordHashes>();
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<Deeds>();
        services.AddHostedService(static provider => provider.GetRequiredService<Deeds>());
        services.AddSingleton<ForeignAsks>();
        services.AddSingleton<KeysElsewhere>();
        services.AddSingleton<OverloadWatch>();
        services.AddSingleton<EvidenceKey>();
        services.AddSingleton<EvidenceFiles>();
        services.AddSingleton<SelfTestLimits>();
        services.AddSingleton<BackupRuns>();
        services.AddSingleton<RestoreRuns>();
        services.AddSingleton<ArchiveLooks>();
        services.AddSingleton(static _ => CollectionPauses.Watch());
        services.AddSingleton<SwitchMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<EventFeed>());
        services.AddOpenApi("v1", Describe);
        return services;
    }

    public static void MapTandemApi(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(EmptyAnswers.FillAsync);
        app.UseOpenId();
        app.UseMiddleware<KeyGate>();
        app.UseRouting();
        app.UseMiddleware<RightsGate>();
        app.MapOpenApi();
        HealthApi.Map(app);
        MetricsApi.Map(app);
        app.Services.GetRequiredService<CollectionPauses>();
        RouteGroupBuilder api = app.MapGroup("/api/v1").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        SessionApi.Map(api);
        UsersApi.Map(api);
        RolesApi.Map(api);
        ApiKeysApi.Map(api);
        AuditApi.Map(api);
        OverviewApi.Map(api);
        PlanApi.Map(api);
        PlanObjectsApi.Map(api);
        PaymentsApi.Map(api);
        VerifyApi.Map(api);
        CdrsApi.Map(api);
        LiveCallsApi.Map(api);
        TestCallsApi.Map(api);
        ParametersApi.Map(api);
        IllegalCallsApi.Map(api);
        WhiteListApi.Map(api);
        IllegalReportApi.Map(api);
        AttackPatternsApi.Map(api);
        AttackTimelineApi.Map(api);
        EvidenceApi.Map(api);
        FirewallApi.Map(api);
        BansApi.Map(api);
        FirewallListsApi.Map(api);
        BlacklistsApi.Map(api);
        NatFindingsApi.Map(api);
        SipMessagesApi.Map(api);
        RecordingsApi.Map(api);
        RegistrationsApi.Map(api);
        SimulationsApi.Map(api);
        BackupsApi.Map(api);
        RestoreApi.Map(api);
        ArchiveApi.Map(api);
        SoaksApi.Map(api);
        AlarmSettingsApi.Map(api);
        AlarmsApi.Map(api);
        EventsApi.Map(api);
        SharesApi.Map(api);
        NatChecksApi.Map(api);

        // For everybody, and closed: nothing of it asks who somebody is.
        RouteGroupBuilder open = app.MapGroup("/public/v1");
        SharedApi.Map(open);
        SelfTestApi.Map(open);
    }

    private static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Tandem",
                Version = "v1",
                Description = "An open carrier softswitch. Money is a decimal string, times are UTC with milliseconds, errors are RFC 9457 problem details with one entry of "
                    + "'errors' for each problem. Lists answer items and next, and take limit and cursor.",
            };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The key in DIR/admin.key, or an API key. A browser signs in at /api/v1/session instead." },
            };
            PlanSchemas.AddTo(document.Components);
            document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            // What a caller must be allowed to: page:view or page:edit, and :own where who is limited to accounts may come too.
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Rights>().LastOrDefault() is { } rights)
            {
                operation.AddExtension("x-tandem-rights", new JsonNodeExtension(JsonValue.Create(rights.ToString())));
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            Type? nullable = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
            Type type = nullable ?? context.JsonTypeInfo.Type;
            if (type == typeof(decimal) || type == typeof(DateTimeOffset))
            {
                schema.Type = nullable is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
                schema.Format = type == typeof(decimal) ? "decimal" : "date-time";
            }
            else if (type == typeof(JsonObject))
            {
                schema.Type = JsonSchemaType.Object;
            }

            return Task.CompletedTask;
        });
    }
}
