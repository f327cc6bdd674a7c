using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Media;

/// <summary>A house with a press office and somebody who writes there.</summary>
internal sealed record MediaHouse(House House, UnitId Unit, Actor Writer) : IAsyncDisposable
{
    public static Task<MediaHouse> Open(params KeyValuePair<string, string?>[] settings) => OpenWith(null, settings);

    public static async Task<MediaHouse> OpenWith(Action<IServiceCollection>? configure, params KeyValuePair<string, string?>[] settings)
    {
        var house = await House.Open(configure, settings);
        var unit = await house.Unit(await house.City(), "Presseamt");
        return new(house, unit, await house.Actor("Leyla Mertens", (unit, Role.Writer)));
    }

    public Task<Outcome<TakenIn>> Add(byte[] bytes, string name, Actor? actor = null) =>
        House.With((AddPicture add) => add.Run(actor ?? Writer, new NewPicture(Unit, name, new MemoryStream(bytes), "", ""), CancellationToken.None));

    public async Task<PictureView> Took(byte[] bytes, string name)
    {
        var taken = await Add(bytes, name);
        Assert.True(taken.Ok, taken.Ok ? "" : taken.Refusals[0].Key);
        return taken.Value.Picture;
    }

    public async Task<byte[]> Stored(string hash)
    {
        await using var file = await House.With((IPictures pictures) => pictures.Open(hash, CancellationToken.None));
        var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public Task<Outcome<RenditionView>> Rendition(PictureId picture, int edge, long? bytes, params string[] types) =>
        House.With((IPictures pictures) => pictures.Rendition(picture, new RenditionWish(edge, bytes, null, types), CancellationToken.None));

    public int FilesStored => Directory.EnumerateFiles(Path.Combine(House.Directory, "media"), "*", SearchOption.AllDirectories).Count();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
