using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Organisation;

/// <summary>The city's own font: looked into before it goes to every reader.</summary>
public sealed class FontTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly string Fira = Path.Combine(SourceTree.Root, "src/Kernel/wwwroot/lib/fira-sans");
    private static readonly byte[] Regular = File.ReadAllBytes(Path.Combine(Fira, "fira-sans-latin-400.woff2"));
    private static readonly byte[] Bold = File.ReadAllBytes(Path.Combine(Fira, "fira-sans-latin-600.woff2"));

    [Fact]
    public async Task A_font_is_taken_handed_out_exchanged_and_taken_away()
    {
        await using var house = await House.Open();
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        Assert.Equal("Organisation.Font.RegularFirst", await Change(house, admin, true, Bold));
        Assert.Null(await Change(house, admin, false, Regular));
        Assert.Null(await Change(house, admin, true, Bold));
        var font = (await house.Get<ICity>().Get(Ct)).Font!;
        Assert.Matches("^/schrift/[0-9a-f]{64}\\.woff2$", font.Address);
        Assert.Equal(Regular, await house.With((FontDesk fonts) => fonts.Read(HashIn(font.Address), Ct)));
        Assert.Equal(Bold, await house.With((FontDesk fonts) => fonts.Read(HashIn(font.Bold!), Ct)));
        var draft = (await house.With((ReadCity use) => use.Run(admin, Ct))).Value!;
        Assert.Equal(("Fira Sans", false, Regular.Length), (draft.Font!.Name, draft.Font.Varies, draft.Font.Bytes));
        // The one for text takes the bold one with it.
        Assert.Null(await Change(house, admin, false, null));
        Assert.Null((await house.Get<ICity>().Get(Ct)).Font);
        Assert.NotNull(await house.With((FontDesk fonts) => fonts.Read(HashIn(font.Address), Ct)));
        house.Clock.Advance(FontRow.Kept);
        await house.With((TidyRound round) => round.Tick(Ct));
        Assert.Null(await house.With((FontDesk fonts) => fonts.Read(HashIn(font.Address), Ct)));
    }

    [Fact]
    public async Task What_is_no_whole_font_for_this_country_and_the_web_is_refused_and_changes_nothing()
    {
        await using var house = await House.Open();
        var admin = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        Assert.Null(await Change(house, admin, false, Regular));
        var before = (await house.Get<ICity>().Get(Ct)).Font;
        foreach (var (bytes, why) in new (byte[], string)[]
        {
            ([], "NotOne"),
            ("<script>alert(1)</script>"u8.ToArray(), "NotOne"),
            (Encoding.ASCII.GetBytes("wOFF" + new string('x', 400)), "NotOne"),
            (Regular[..(Regular.Length / 2)], "Damaged"),
            ([.. Regular, 0], "Damaged"),
            (Broken(), "Damaged"),
            (Patched((tables, _) => { }, header => header[13] = 200), "Damaged"),
            (Patched((tables, _) => { }, header => "ttcf"u8.CopyTo(header.AsSpan(4))), "Damaged"),
            (Bomb(), "Damaged"),
            (Patched((tables, at) => tables[at["OS/2"] + 9] = 2, _ => { }), "NotAllowed"),
            (File.ReadAllBytes(Path.Combine(Fira, "fira-sans-latin-ext-400.woff2")), "LettersMissing"),
            (new byte[Woff2.MaxBytes + 1], "TooBig"),
        })
            Assert.Equal($"Organisation.Font.{why}", await Change(house, admin, false, bytes));
        Assert.Equal(before, (await house.Get<ICity>().Get(Ct)).Font);
        // Packed anew and otherwise untouched it is a font: what is refused above is refused for what was changed.
        Assert.Null(await Change(house, admin, false, Patched((_, _) => { }, _ => { })));
    }

    [Fact]
    public void Whatever_is_in_the_file_reading_it_ends_with_a_sentence()
    {
        var random = new Random(20261124);
        for (var i = 0; i < 400; i++)
        {
            var bytes = (byte[])Regular.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
                bytes[random.Next(i % 2 == 0 ? 140 : bytes.Length)] = (byte)random.Next(256);
            _ = Woff2.Read(bytes);
            _ = Woff2.Read(Patched((tables, at) =>
            {
                // Inside the tables, where Brotli does not protect any more.
                foreach (var name in new[] { "cmap", "name", "OS/2" })
                    if (at.TryGetValue(name, out var start))
                        tables[start + random.Next(Math.Min(60, tables.Length - start))] = (byte)random.Next(256);
            }, _ => { }));
        }
    }

    [Fact]
    public async Task Only_the_administrator_of_the_city_changes_it()
    {
        await using var house = await House.Open();
        var city = await house.City();
        foreach (var role in new[] { Role.Feedback, Role.Writer, Role.Approver, Role.DeskLead })
            Assert.Equal("Kernel.Forbidden", await Change(house, await house.Actor($"Als {role}", (city, role)), false, Regular));
    }

    [Fact]
    public async Task It_goes_with_the_settings_to_another_city_and_a_bad_one_is_refused_whole()
    {
        byte[] file;
        await using (var first = await House.Open())
        {
            var admin = await first.Actor("Verwaltung", (await first.City("Kassel"), Role.Administrator));
            Assert.Null(await Change(first, admin, false, Regular));
            Assert.Null(await Change(first, admin, true, Bold));
            file = (await first.With((ExportSettings use) => use.Run(admin, Ct))).Value!;
        }
        await using var house = await House.Open();
        var here = await house.Actor("Verwaltung", (await house.City(), Role.Administrator));
        var bad = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file).Replace(Convert.ToBase64String(Bold), Convert.ToBase64String(Bold[..^20]), StringComparison.Ordinal));
        Assert.Equal("Organisation.Settings.Bad", (await house.With((ImportSettings use) => use.Run(here, bad, Ct))).Refusals.Single().Key);
        Assert.Equal(("Musterstadt", null), ((await house.Get<ICity>().Get(Ct)).Name, (await house.Get<ICity>().Get(Ct)).Font));
        var preview = (await house.With((PreviewSettings use) => use.Run(here, file, Ct))).Value!;
        Assert.Equal("Fira Sans, 12 KB", preview.Changes.Single(change => change.What == "Font").After);
        Assert.True((await house.With((ImportSettings use) => use.Run(here, file, Ct))).Ok);
        Assert.NotNull((await house.Get<ICity>().Get(Ct)).Font!.Bold);
        Assert.Equal(file, (await house.With((ExportSettings use) => use.Run(here, Ct))).Value);
    }

    private static string HashIn(string address) => address["/schrift/".Length..^".woff2".Length];

    private static async Task<string?> Change(House house, Actor actor, bool bold, byte[]? bytes) =>
        (await house.With((ChangeFont use) => use.Run(actor, bold, bytes, Ct))).Refusals.FirstOrDefault()?.Key;

    private static byte[] Broken()
    {
        var bytes = (byte[])Regular.Clone();
        bytes.AsSpan(bytes.Length / 2, 200).Clear();
        return bytes;
    }

    // Says that a table is 4 GB long.
    private static byte[] Bomb()
    {
        var bytes = (byte[])Regular.Clone();
        new byte[] { 0x8F, 0xFF, 0xFF, 0xFF, 0x7F }.CopyTo(bytes, 49);
        return bytes;
    }

    /// <summary>The same font with other tables or another header, packed as it was.</summary>
    private static byte[] Patched(Action<byte[], Dictionary<string, int>> change, Action<byte[]> header)
    {
        var (directory, tables, at) = Opened();
        tables = (byte[])tables.Clone();
        change(tables, at);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(tables);
        var head = Regular[..48];
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(20), (uint)packed.Length);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), (uint)(48 + directory.Length + packed.Length));
        header(head);
        return [.. head, .. directory, .. packed.ToArray()];
    }

    private static (byte[] Directory, byte[] Tables, Dictionary<string, int> At) Opened()
    {
        // Its directory is read once more here, so that a mistake there is not repeated by the test: entries of this font are known tags only.
        string[] known = ["cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post", "cvt ", "fpgm", "glyf", "loca", "prep", "CFF ", "VORG", "EBDT", "EBLC", "gasp", "hdmx", "kern", "LTSH", "PCLT", "VDMX", "vhea", "vmtx", "BASE", "GDEF", "GPOS", "GSUB"];
        var (at, from) = (48, 0);
        var places = new Dictionary<string, int>();
        for (var i = 0; i < BinaryPrimitives.ReadUInt16BigEndian(Regular.AsSpan(12)); i++)
        {
            var flags = Regular[at++];
            var tag = known[flags & 0x3F];
            var length = Number(ref at);
            if ((tag is "glyf" or "loca" && flags >> 6 == 0) || (tag == "hmtx" && flags >> 6 == 1))
                length = Number(ref at);
            places[tag] = from;
            from += length;
        }
        using var unpacked = new MemoryStream();
        using (var brotli = new BrotliStream(new MemoryStream(Regular[at..]), CompressionMode.Decompress))
            brotli.CopyTo(unpacked);
        Assert.Equal(from, unpacked.Length);
        return (Regular[48..at], unpacked.ToArray(), places);
    }

    private static int Number(ref int at)
    {
        var value = 0;
        while (true)
        {
            var part = Regular[at++];
            value = (value << 7) | (part & 0x7F);
            if ((part & 0x80) == 0)
                return value;
        }
    }
}
