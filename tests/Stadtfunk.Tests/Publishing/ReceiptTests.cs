using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What the post's page says of each channel: the latest act, when it was done, and the way to what stands there.</summary>
public sealed partial class ReceiptTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task After_a_correction_and_a_withdrawal_it_says_deleted_and_links_nothing()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        Assert.Contains("veröffentlicht 23", await Page(room, post), StringComparison.Ordinal);
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Contains("geändert am 23", await Page(room, post), StringComparison.Ordinal);
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        var acts = await Acts(room, post);
        Assert.Equal([DeliveryKind.Delete, DeliveryKind.Edit, DeliveryKind.Publish], acts.All.Select(x => x.Kind));
        Assert.Equal(DeliveryState.Published, acts.Now.State);
        Assert.Null(acts.Copy);
        var page = await Page(room, post);
        Assert.Contains("Löschung: erledigt", page, StringComparison.Ordinal);
        Assert.Contains("gelöscht am 23", page, StringComparison.Ordinal);
        Assert.Contains(">zurückgezogen<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("probe.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nicht gesendet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_was_refused_is_not_hidden_behind_the_change_and_the_copy_is_linked()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        var acts = await Acts(room, post);
        Assert.Equal((DeliveryKind.Delete, DeliveryState.Refused, acts.All[^1].Link), (acts.Now.Kind, acts.Now.State, acts.Copy));
        Assert.NotNull(acts.Copy);
        var page = await Page(room, post);
        Assert.Contains("Löschung: abgelehnt", page, StringComparison.Ordinal);
        Assert.Contains(acts.Copy.AbsoluteUri, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Änderung: erledigt", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawal_stands_above_a_correction_that_was_still_to_come()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, "Der Winter ist schon wieder fort.", due: room.House.Now.AddHours(2));
        var waits = await Acts(room, post);
        Assert.Equal((DeliveryKind.Edit, DeliveryState.Waiting, waits.All[^1].Link), (waits.Now.Kind, waits.Now.State, waits.Copy));
        Assert.NotNull(waits.Copy);
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(3));
        var acts = await Acts(room, post);
        // The deletion belongs to the revision that is live, the change to a newer one.
        Assert.Equal((DeliveryKind.Delete, DeliveryState.Published, 1), (acts.Now.Kind, acts.Now.State, acts.Now.Revision));
        Assert.Equal((DeliveryKind.Edit, DeliveryState.Withdrawn, 2), (acts.All[1].Kind, acts.All[1].State, acts.All[1].Revision));
    }

    [Fact]
    public async Task A_change_that_was_refused_leads_to_the_copy_as_it_was()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        var acts = await Acts(room, post);
        Assert.Equal((DeliveryKind.Edit, DeliveryState.Refused), (acts.Now.Kind, acts.Now.State));
        Assert.Equal((await room.Rows(post))[0].Link, acts.Copy?.AbsoluteUri);
    }

    [Fact]
    public async Task A_withdrawal_also_takes_away_what_a_person_finds_later()
    {
        await using var room = await Newsroom.Open();
        // Only the server's memory of the key protects a repetition: called off, it becomes a question.
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromMinutes(5), Why));
        room.Network.LookUps.Enqueue(_ => new Finding.Absent(room.House.Now.AddMinutes(50)));
        var post = await room.Release();
        await room.Turn();
        await room.Withdraw(post);
        await room.Turn();
        var rows = await room.Rows(post);
        Assert.Equal([DeliveryState.Asking, DeliveryState.Waiting], rows.Select(x => x.State));
        var there = await room.House.With((AnswerCheck use) =>
            use.Run(room.Lead, rows[0].Id, CheckAnswer.ItIsThere, "https://probe.example/gefunden", default));
        Assert.True(there.Ok);
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((DeliveryKind.Delete, DeliveryState.Published), ((await Acts(room, post)).Now.Kind, (await Acts(room, post)).Now.State));
    }

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        return post;
    }

    private static async Task<ChannelActs> Acts(Newsroom room, PostId post) =>
        Assert.Single(ChannelActs.Of(await room.House.With((PostDeliveries use) => use.Run(room.Lead, post, default))));

    /// <summary>As it stands on the screen of whoever leads the desk.</summary>
    private static Task<string> Page(Newsroom room, PostId post) => room.House.With<IServiceProvider, string>(async services =>
    {
        services.GetRequiredService<IdentityHolder>().Value = new Identity(room.Lead.Person, null);
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<DeliveryProgress>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Post"] = post }))).ToHtmlString());
        return Time().Replace(WebUtility.HtmlDecode(html), "");
    });

    [GeneratedRegex("</?time[^>]*>")]
    private static partial Regex Time();
}
