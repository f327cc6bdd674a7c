using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.App;
using Stadtfunk.App.Demo;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Practice;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>One demo city for all tests that only look at it: its pictures take a while to paint.</summary>
public sealed class DemoHouse : IAsyncLifetime
{
    public House House { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        House = await DemoTests.Open([new("SignIn:Floor", "00:00:00")]);
        await DemoTests.Make(House);
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

public sealed class DemoTests(DemoHouse made) : IClassFixture<DemoHouse>
{
    private static readonly Uri Address = new("http://127.0.0.1:5080/");
    private readonly House house = made.House;

    [Fact]
    public async Task Makes_a_city_with_a_past_a_present_and_a_plan()
    {
        var states = (await Posts(house)).CountBy(post => post.State).ToDictionary();
        // Monday, nine o'clock: last week and the notice of half past seven are out.
        Assert.Equal(17, states[PostState.Published]);
        Assert.Equal(12, states[PostState.Scheduled]);
        Assert.Equal(3, states[PostState.Draft]);
        Assert.Equal(1, states[PostState.Submitted]);
        Assert.Equal(1, states[PostState.Returned]);
        Assert.True(await house.With((IChannels channels) => AllActive(channels)));
        Assert.Equal(100, (await house.With((ICategories categories) => categories.All(default))).Sum(category => category.TargetShare));
        Assert.True((await house.With((ICity city) => city.Get(default))).Demo);
    }

    [Fact]
    public async Task What_is_published_stands_on_the_training_network_with_its_date_and_a_link()
    {
        var published = (await Posts(house)).Where(post => post.State == PostState.Published).ToList();
        var deliveries = await house.With((IDeliveries all) => all.OfPosts([.. published.Select(post => post.Id)], default));
        foreach (var post in published)
        {
            Assert.InRange(post.PublicSince!.Value, house.Now.AddDays(-8), house.Now);
            Assert.NotEmpty(deliveries[post.Id]);
            foreach (var delivery in deliveries[post.Id])
            {
                Assert.Equal(DeliveryState.Published, delivery.State);
                Assert.NotNull(delivery.VerifiedAt);
                var parts = delivery.Link!.AbsolutePath.Split('/');
                var there = await house.With((PracticeWall wall) => wall.One(parts[^2], Guid.Parse(parts[^1]), default));
                Assert.Equal(post.PublicSince, there!.PublishedAt);
                Assert.All(there.Pictures, picture => Assert.NotEmpty(picture.Alt));
            }
        }
    }

    [Fact]
    public async Task A_second_start_changes_nothing()
    {
        var before = await Everything(house);
        var sheet = await File.ReadAllTextAsync(DemoSheet.FileIn(house.Directory));
        await Make(house);
        Assert.Equal(before, await Everything(house));
        Assert.Equal(sheet, await File.ReadAllTextAsync(DemoSheet.FileIn(house.Directory)));
    }

    [Fact]
    public async Task Goes_on_after_a_stop_in_the_middle_as_if_there_had_been_none()
    {
        await using var broken = await Open();
        foreach (var after in new[] { 3, 30, 55, 80 })
        {
            using var stop = new CancellationTokenSource();
            var steps = broken.Get<DemoSteps>();
            var watcher = StopAfter(broken, after, stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Make(broken, stop.Token));
            await watcher;
            Assert.False((await steps.Standing(default)).Finished);
        }
        await Make(broken);
        Assert.True((await broken.Get<DemoSteps>().Standing(default)).Finished);
        Assert.Equal(await Kinds(house), await Kinds(broken));
    }

    [Fact]
    public async Task Only_one_of_two_makes_it()
    {
        await using var empty = await Open();
        Assert.True(await empty.Get<DemoSteps>().Take(default));
        var other = ActivatorUtilities.CreateInstance<DemoSteps>(empty.Get<IServiceProvider>(), new DemoOwner("another node"));
        Assert.False(await other.Take(default));
        empty.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.True(await other.Take(default));
        await Assert.ThrowsAsync<DemoStopped>(() => empty.Get<DemoCity>().Found(Address, default));
    }

    [Fact]
    public async Task Every_post_fits_its_channels_on_every_day_of_the_week_and_every_picture_is_described()
    {
        for (var day = 0; day < 7; day++)
            foreach (var month in new[] { 3, 7, 12 })
                Assert.All(house.Get<DemoPlan>().For(new DateOnly(2026, month, 6).AddDays(day)), planned =>
                {
                    Assert.InRange(planned.Post.Text.Length, 60, 600);
                    Assert.InRange(planned.Post.Short?.Length ?? 0, 0, 300);
                });
        foreach (var post in await Posts(house))
        {
            var seen = await house.With((PostCheck check) => check.Of(post, default));
            Assert.Empty(seen.Problems);
            Assert.NotEmpty(seen.ChosenChannels);
            Assert.All(seen.Content.Pictures, picture => Assert.InRange(picture.Alt.Length, 40, 300));
            Assert.All(seen.Pictures.Values, picture => Assert.NotEmpty(picture.Credit));
        }
    }

    [Fact]
    public async Task Everybody_signs_in_with_the_passwords_of_a_sheet_that_only_its_owner_reads()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DemoSheet.FileIn(house.Directory)));
        var sheet = (await DemoSheet.Read(house.Directory, default))!;
        Assert.Equal(DemoPeople.All.Count, sheet.People.DistinctBy(person => person.Password).Count());
        Assert.NotEmpty(sheet.Token!);
        foreach (var person in sheet.People)
        {
            var shown = await house.With((SignInDoor door) => door.WithPassword(person.Email, person.Password, new Caller(IPAddress.Loopback, []), default));
            Assert.True(shown.Ok && shown.Value.Done, person.Email);
        }
    }

    [Theory]
    [InlineData("Demo:Empty", "true")]
    [InlineData("Setup:Email", "leitung@stadt.example")]
    public async Task Makes_nothing_when_told_so(string key, string value)
    {
        await using var empty = await Open([new(key, value)]);
        Assert.Null(await empty.Get<DemoStart>().Open(Address, default));
        Assert.Empty(await empty.With((IUnits units) => units.Tree(default)));
        Assert.False(File.Exists(DemoSheet.FileIn(empty.Directory)));
    }

    [Fact]
    public async Task A_city_that_somebody_founded_is_left_alone()
    {
        await using var empty = await Open();
        await empty.City("Kassel");
        Assert.Null(await empty.Get<DemoStart>().Open(Address, default));
        Assert.Single(await empty.With((IUnits units) => units.Tree(default)));
    }

    internal static Task<House> Open(IEnumerable<KeyValuePair<string, string?>>? settings = null) => House.Open(
        services =>
        {
            services.AddSingleton(provider => Settings.From(provider.GetRequiredService<IConfiguration>()));
            services.AddDemo();
        },
        settings);

    internal static async Task Make(House house, CancellationToken ct = default)
    {
        if (!await house.Get<DemoSteps>().Take(ct))
            return;
        await house.Get<DemoCity>().Found(Address, ct);
        await house.Get<DemoCity>().Fill((await house.Get<DemoSteps>().Standing(ct)).Today, ct);
        await house.Pump();
    }

    private static async Task StopAfter(House house, int steps, CancellationTokenSource stop)
    {
        while (await house.With((Db db) => db.Set<DemoStep>().CountAsync()) < steps)
            await Task.Delay(5);
        await stop.CancelAsync();
    }

    private static Task<List<Post>> Posts(House house) =>
        house.With((Db db) => db.Set<Post>().AsNoTracking().Include(post => post.Pictures).Include(post => post.Variants).AsSplitQuery().ToListAsync());

    private static async Task<bool> AllActive(IChannels channels) =>
        await channels.All(default) is { Count: 5 } all && all.All(channel => channel.State == ChannelState.Active && channel.PublicLink is not null);

    private static async Task<string> Everything(House house) => string.Join('\n', (await Posts(house)).OrderBy(post => post.Id.Value)
        .Select(post => $"{post.Id} {post.Version} {post.State} {post.Title}")) + await Kinds(house);

    /// <summary>What there is, without ids: two cities that were made alike are equal in it.</summary>
    private static async Task<string> Kinds(House house)
    {
        var posts = await Posts(house);
        var rows = await house.With(async (Db db) =>
            $"{await db.Set<Person>().CountAsync()} {await db.Set<PracticePost>().CountAsync()} {await db.Set<DemoStep>().CountAsync()}");
        return rows + string.Join('\n', posts.Select(post => $"{post.Title} {post.State} {post.PublicSince:O} {post.Pictures.Count} {post.Variants.Count}").Order(StringComparer.Ordinal));
    }
}
