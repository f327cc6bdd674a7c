using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Renditions;

/// <summary>The city's logo is no picture of the library, but its file stays as long as the pages show it.</summary>
internal sealed class LogoFile(ICity city) : IFileUse
{
    public async Task<IReadOnlySet<string>> Needed(CancellationToken ct) =>
        (await city.Get(ct)).Logo is { } address ? new HashSet<string> { Wishes.HashIn(address) } : new HashSet<string>();
}
