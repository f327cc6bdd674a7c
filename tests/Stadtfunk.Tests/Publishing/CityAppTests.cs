using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Networks that want an application of the city's own: from the form at the desk over the network's page to a post that stands there.</summary>
public sealed class CityAppTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x")]
    [InlineData("linkedin")]
    public async Task Connected_at_the_desk_a_post_with_a_picture_goes_out_and_is_withdrawn(string network)
    {
        var lab = await peers.Lab(Ct);
        await using var room = await Newsroom.Open(0, settings: SettingsOf(lab, network));
        var (account, flow) = (await lab.Account(network, Ct), await AgreeFlow.At(lab, network));
        var channel = await Connect(room, flow, account);
        var connection = await Connection(room, channel);
        Assert.True(connection.IsGood);
        Assert.DoesNotContain(flow.ClientSecret, connection.Secrets, StringComparison.Ordinal);
        Assert.Equal(flow.ClientSecret, room.House.Get<Vault>().Open(connection)!.Secret("clientSecret"));
        Assert.EndsWith(account.Account, (await room.House.With((IChannels channels) => channels.Find(channel, Ct)))!.Handle, StringComparison.Ordinal);

        var post = await room.Release(pictures: [await room.Picture()]);
        await room.Pass(TimeSpan.FromSeconds(4));
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Published, row.State);
        Assert.NotNull(row.VerifiedAt);
        var there = Assert.Single(await lab.Ledger.Posts(account, Ct));
        Assert.Equal((row.RemoteId, "Ein verschneiter Park"), (there.Id, Assert.Single(there.Pictures).Alt));
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(["post", "delete"], (await lab.Ledger.Of(account, Ct)).Where(entry => entry.Kind != "media").Select(entry => entry.Kind));
    }

    [Fact]
    public async Task A_token_of_two_hours_is_renewed_by_itself_before_the_next_post()
    {
        var lab = await peers.Lab(Ct);
        await using var room = await Newsroom.Open(0, settings: XStage.SettingsOf(lab));
        var account = await lab.Account("x", Ct);
        var channel = await Connect(room, await AgreeFlow.At(lab, "x"), account);
        var before = room.House.Get<Vault>().Open(await Connection(room, channel))!;
        room.House.Clock.Advance(TimeSpan.FromMinutes(118));
        var post = await room.Release("Nach zwei Stunden");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        var after = room.House.Get<Vault>().Open(await Connection(room, channel))!;
        Assert.NotEqual((before.Secret("token"), before.Secret("refreshToken")), (after.Secret("token"), after.Secret("refreshToken")));
        Assert.InRange(after.ExpiresAt!.Value, before.ExpiresAt!.Value.AddMinutes(118), before.ExpiresAt.Value.AddMinutes(119));
    }

    [Theory]
    [InlineData("x", 3)]
    [InlineData("linkedin", 3)]
    [InlineData("youtube", 3)]
    [InlineData("tiktok", 2)]
    public async Task The_form_shows_the_steps_with_the_address_to_come_back_to(string network, int fields)
    {
        var html = await Form(network);
        Assert.Contains("/desk/kanaele/verbinden</code>", html, StringComparison.Ordinal);
        Assert.Equal(fields, html.Split("<input").Length - 1);
        // The page need not be named.
        Assert.Equal(2, html.Split(" required").Length - 1);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("instagram")]
    [InlineData("threads")]
    public async Task Of_an_app_at_Meta_it_says_when_citizens_see_what_it_posts(string network)
    {
        var step = Assert.Single((await Form(network)).Split("<li>"), one => one.Contains("Live", StringComparison.Ordinal));
        Assert.Contains("Administratoren", step, StringComparison.Ordinal);
    }

    private static async Task<string> Form(string network)
    {
        await using var house = await House.Open(services => services.AddScoped<NavigationManager, Here>().AddScoped<IJSRuntime, NoBrowser>());
        await house.City();
        var signIn = house.Get<Embassies>().SignIn(network)!;
        return await house.With<IServiceProvider, string>(async services =>
        {
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                [nameof(ConnectForm.Channel)] = new ChannelId(Guid.CreateVersion7()), [nameof(ConnectForm.Network)] = network, [nameof(ConnectForm.NetworkName)] = signIn.Network.Name,
                [nameof(ConnectForm.Style)] = signIn.Style, [nameof(ConnectForm.Fields)] = signIn.Fields,
            });
            return await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ConnectForm>(parameters)).ToHtmlString());
        });
    }

    /// <summary>As the person does it in the browser.</summary>
    internal static async Task<ChannelId> Connect(Newsroom room, AgreeFlow flow, LabAccount account, IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var channel = (await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, flow.Network, "Stadt", "Probe", null, null, null), Ct))).Value;
        var page = await room.House.With((StartSignIn use) => use.Run(room.Lead, channel, new Dictionary<string, string>(flow.Fields.Concat(more ?? [])), AgreeFlow.Back, Ct));
        Assert.True(page.Ok);
        var (state, code, _) = await flow.Agree(page.Value, account.Account);
        Assert.True((await room.House.With((FinishSignIn use) => use.Run(room.Lead, state, code, AgreeFlow.Back, Ct))).Ok);
        room.Channels.Add(channel);
        return channel;
    }

    private static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab, string network) => network == "x" ? XStage.SettingsOf(lab) : LinkedInStage.SettingsOf(lab);

    private static Task<Connection> Connection(Newsroom room, ChannelId channel) => room.House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync(x => x.Channel == channel));

    // Rendered once, on the server: nothing is asked of a browser.
    internal sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => throw new NotSupportedException();

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => throw new NotSupportedException();
    }

    internal sealed class Here : NavigationManager
    {
        public Here() => Initialize("https://stadt.example/", "https://stadt.example/desk/kanaele/1");
    }
}
