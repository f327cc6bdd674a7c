using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Media.Contracts;

[JsonConverter(typeof(IdJson<TrayId>))]
public readonly record struct TrayId(Guid Value) : IId<TrayId>
{
    public static TrayId Of(Guid value) => new(value);
    public static TrayId New() => new(Guid.CreateVersion7());
    public static TrayId Parse(string s, IFormatProvider? provider) => Id.Parse<TrayId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out TrayId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>How a picture came into the tray.</summary>
public enum TrayWay
{
    /// <summary>Shared from a phone's gallery, or chosen on the page for it.</summary>
    Share,
}
