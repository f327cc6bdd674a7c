using System.Net;
using System.Text.Json.Serialization;
using Stadtfunk.Lab;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Described;
using Stadtfunk.Lab.Faults;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.LinkedIn;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Meta;
using Stadtfunk.Lab.Oauth;
using Stadtfunk.Lab.Relay;
using Stadtfunk.Lab.Slow;
using Stadtfunk.Lab.Telegram;
using Stadtfunk.Lab.TikTok;
using Stadtfunk.Lab.WhatsApp;
using Stadtfunk.Lab.X;
using Stadtfunk.Lab.YouTube;

if (!Arguments.TryRead(args, out var arguments, out var answer))
{
    Console.WriteLine(answer);
    return args is ["--help" or "-h"] ? 0 : 2;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.Limits.MaxRequestBodySize = 300_000_000;
    kestrel.Limits.MinRequestBodyDataRate = null;
    kestrel.Limits.MinResponseDataRate = null;
    foreach (var port in arguments.Ports) kestrel.Listen(IPAddress.Loopback, port);
});
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
builder.Services.AddSingleton(arguments);
builder.Services.AddSingleton<LabClock>();
builder.Services.AddSingleton<Book>();
builder.Services.AddSingleton<AccountBook>();
builder.Services.AddSingleton<FaultBoard>();
builder.Services.AddSingleton<Instances>();
builder.Services.AddSingleton<SlowNetwork>();
builder.Services.AddSingleton<TelegramNetwork>();
builder.Services.AddSingleton<BotInbox>();
builder.Services.AddSingleton<AppBook>();
builder.Services.AddSingleton<XNetwork>();
builder.Services.AddSingleton<IStandIn, XStandIn>();
builder.Services.AddSingleton<LinkedInNetwork>();
builder.Services.AddSingleton<IStandIn, LinkedInStandIn>();
builder.Services.AddSingleton<YouTubeNetwork>();
builder.Services.AddSingleton<Uploads>();
builder.Services.AddSingleton<IStandIn, YouTubeStandIn>();
builder.Services.AddSingleton<TikTokNetwork>();
builder.Services.AddSingleton<Pieces>();
builder.Services.AddSingleton<IStandIn, TikTokStandIn>();
builder.Services.AddSingleton<IStandIn, WhatsAppStandIn>();
builder.Services.AddSingleton<IDescription, BotDescription>();
builder.Services.AddSingleton<IDescription, DataDescription>();
builder.Services.AddSingleton<IDescription, CloudDescription>();
builder.Services.AddSingleton<RelayPorts>();
builder.Services.AddMeta();

var app = builder.Build();
app.UseRouting();
app.UseMiddleware<FaultGate>();
app.UseMiddleware<RelayDoor>();
app.UseMiddleware<MastodonDoor>();
app.UseMiddleware<DescriptionDoor>();
LabEndpoints.Map(app);
LedgerEndpoints.Map(app);
AccountEndpoints.Map(app);
AppEndpoints.Map(app);
FaultEndpoints.Map(app);
InstanceEndpoints.Map(app);
OauthEndpoints.Map(app);
MediaEndpoints.Map(app);
StatusEndpoints.Map(app);
TimelineEndpoints.Map(app);
PublicPages.Map(app);
SlowEndpoints.Map(app);
TelegramEndpoints.Map(app);
app.Services.GetRequiredService<BotInbox>().Map(app);
foreach (var standIn in app.Services.GetServices<IStandIn>()) standIn.Map(app);

await app.StartAsync();
var ports = app.Urls.Select(url => new Uri(url).Port).ToArray();
app.Services.GetRequiredService<Instances>().Open(ports[..arguments.Instances.Count]);
app.Services.GetRequiredService<RelayPorts>().Open(ports[arguments.Instances.Count..]);
var more = arguments.Names.Zip(ports).Skip(1).Select(pair => $" {pair.First}=http://127.0.0.1:{pair.Second}");
Console.WriteLine($"READY http://127.0.0.1:{ports[0]}{string.Concat(more)}");
if (arguments.StopsWithInput) _ = ParentWatch.StopWhenInputEnds(app.Lifetime);
await app.WaitForShutdownAsync();
return 0;
