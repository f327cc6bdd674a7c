using Stadtfunk.Tests.Media;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.App.Data;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What is counted and written down: every real attempt once, every change of state, every outcome even if the database is away.</summary>
public sealed class AttemptTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    /// <summary>The database is away for some writes of deliveries.</summary>
    private sealed class Outage : DbCommandInterceptor
    {
        public int Writes { get; set; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (Writes > 0 && command.CommandText.Contains("UPDATE \"publishing_delivery\"", StringComparison.OrdinalIgnoreCase)
                || (Writes > 0 && command.CommandText.Contains("UPDATE publishing_delivery", StringComparison.OrdinalIgnoreCase)))
            {
                Writes--;
                throw new TimeoutException("The database is away.");
            }
            return new(result);
        }
    }

    [Fact]
    public async Task A_receipt_in_hand_survives_a_database_that_is_briefly_away()
    {
        var outage = new Outage();
        await using var room = await Newsroom.Open(configure: services => services
            .ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(outage)).ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(outage)));
        room.Network.Sends.Enqueue(errand =>
        {
            outage.Writes = 3;
            return room.Network.Accept(errand);
        });
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(0, outage.Writes);
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Published, row.State);
        Assert.Equal(1, room.Network.Calls);
        // Written once, although it was tried four times.
        Assert.Single(await room.Attempts(row.Id), x => x is { What: "state", State: DeliveryState.Published });
    }

    [Fact]
    public async Task Being_put_back_is_no_attempt_and_backoff_counts_real_ones()
    {
        await using var room = await Newsroom.Open();
        await room.House.With((DisconnectChannel use) => use.Run(room.Lead, room.Channels[0], CancellationToken.None));
        var post = await room.Release();
        await room.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal((DeliveryState.Waiting, 0), (((await room.Row(post)).State), (await room.Row(post)).Attempt));
        room.Network.Sends.Enqueue(_ => new Step.Later(null, Why));
        await room.House.With((ConnectChannel connect) =>
            connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, CancellationToken.None));
        await room.Turn();
        Assert.Equal(1, (await room.Row(post)).Attempt);
        await room.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal((DeliveryState.Published, 2), ((await room.Row(post)).State, (await room.Row(post)).Attempt));
    }

    [Fact]
    public async Task Waiting_for_pictures_is_part_of_the_attempt_that_uploaded_them()
    {
        await using var room = await Newsroom.Open();
        for (var i = 0; i < 4; i++)
            room.Network.Prepares.Enqueue(_ => new Step.Waiting("bild", TimeSpan.FromSeconds(2)));
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(12));
        Assert.Equal((DeliveryState.Published, 1), ((await room.Row(post)).State, (await room.Row(post)).Attempt));
    }

    [Fact]
    public async Task Every_change_is_on_record()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromHours(2), Why));
        var post = await room.Release();
        await room.Turn();
        room.House.Clock.Advance(TimeSpan.FromMinutes(61));
        await room.Turn();
        var row = await room.Row(post);
        await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, room.House.Now.AddHours(5), CancellationToken.None));
        await room.House.With((DisconnectChannel use) => use.Run(room.Lead, room.Channels[0], CancellationToken.None));
        room.House.Clock.Advance(TimeSpan.FromHours(5));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(
            [(DeliveryState.Sending, null), (DeliveryState.Waiting, Why.Key), (DeliveryState.Missed, "Publishing.Missed"), (DeliveryState.Waiting, null), (DeliveryState.Waiting, "Publishing.NotConnected")],
            (await room.Attempts(row.Id)).Where(x => x.What == "state").Select(x => (x.State, x.Code)));
    }

    [Fact]
    public async Task What_a_new_revision_or_a_new_time_does_to_a_row_is_on_record_too()
    {
        await using var room = await Newsroom.Open(2);
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal([DeliveryState.Published, DeliveryState.Refused], (await room.Rows(post)).Select(x => x.State).Order());
        await room.Correct(post, "Gebessert");
        var replaced = (await room.Rows(post)).Single(x => x.State == DeliveryState.Withdrawn);
        Assert.Contains(await room.Attempts(replaced.Id), x => (x.What, x.State, x.Code) == ("state", DeliveryState.Withdrawn, "Publishing.Replaced"));
    }

    [Fact]
    public async Task An_edit_knows_what_was_prepared_for_what_is_live()
    {
        await using var room = await Newsroom.Open();
        room.Network.Prepares.Enqueue(errand =>
        {
            errand.Keep("pictures", "erstes zweites", CancellationToken.None).GetAwaiter().GetResult();
            return null;
        });
        var post = await room.Release();
        await room.Turn();
        string? seen = null;
        room.Network.Prepares.Enqueue(errand =>
        {
            seen = errand.PartsOfLive.GetValueOrDefault("pictures");
            return null;
        });
        await room.Correct(post, "Doch nur Regen.");
        await room.Turn();
        Assert.Equal("erstes zweites", seen);
    }

    [Theory]
    [InlineData(true, DeliveryState.Preparing)]
    [InlineData(false, DeliveryState.Waiting)]
    public async Task The_lease_of_a_text_is_on_record_before_a_network_that_always_prepares_is_asked(bool always, DeliveryState seen)
    {
        var plain = new ScriptedNetwork();
        await using var room = await Newsroom.Open(scripted: new ScriptedNetwork { Network = plain.Network with { PreparesAlways = always } });
        PostId post = default;
        DeliveryState? state = null;
        room.Network.Prepares.Enqueue(_ =>
        {
            state = room.Row(post).GetAwaiter().GetResult().State;
            return null;
        });
        post = await room.Release();
        await room.Turn();
        Assert.Equal((seen, DeliveryState.Published), (state!.Value, (await room.Row(post)).State));
    }

    [Fact]
    public async Task A_picture_says_where_a_network_can_fetch_it_and_says_the_same_after_a_restart()
    {
        await using var room = await Newsroom.Open();
        using var bytes = new MemoryStream(Samples.Small(1));
        var added = await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Unit, "schnee.jpg", bytes, "", ""), default));
        var seen = new List<(Uri? Address, string Name)>();
        for (var i = 0; i < 2; i++)
            room.Network.Prepares.Enqueue(errand =>
            {
                seen.Add((errand.Post.Pictures[0].Public, errand.Post.Pictures[0].Name));
                return seen.Count == 1 ? new Step.Waiting("", TimeSpan.FromSeconds(2)) : null;
            });
        await room.Release(pictures: [new PictureInPost(added.Value, "Ein verschneiter Park", false)]);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(2, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        // The hash of the bytes themselves is all that the address says: it can be worked out by nobody who does not have them.
        Assert.Equal($"http://127.0.0.1:5080/bilder/{seen[0].Name[..2]}/{seen[0].Name[2..]}.jpg", seen[0].Address!.AbsoluteUri);
        Assert.Equal(seen[0].Name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await Bytes(room, seen[0].Name))));
    }

    private static async Task<byte[]> Bytes(Newsroom room, string hash)
    {
        await using var stored = await room.House.With((IPictures pictures) => pictures.Open(hash, default));
        using var memory = new MemoryStream();
        await stored.CopyToAsync(memory);
        return memory.ToArray();
    }
}
