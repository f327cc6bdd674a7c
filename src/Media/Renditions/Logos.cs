using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Renditions;

/// <summary>The city's logo: no picture of the library, but read, checked and drawn anew like one. A PNG, because logos are see-through.</summary>
internal sealed class Logos(PassingPicture passing, FileStore store) : ILogos
{
    private static readonly RenditionWish Wish = new(512, null, null, ["image/png"]);

    public async Task<Outcome<string>> TakeIn(Stream bytes, CancellationToken ct) => (await passing.Take(bytes, Wish, ct)).To(drawn => drawn.Hash);

    public async Task<byte[]?> Read(string hash, CancellationToken ct) =>
        store.Has(hash, ".png") ? await File.ReadAllBytesAsync(store.PathOf(hash, ".png"), ct) : null;

    public string Address(string hash) => Wishes.Path(hash, ".png");
}
