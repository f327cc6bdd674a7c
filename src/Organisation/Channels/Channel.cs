using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

/// <summary>An entry of the channel register: an account of the city on a network, who owns it and what it is for.</summary>
internal sealed class Channel : IVersioned, IAudited
{
    string IAudited.Called => Name;

    public const int NameLength = 80;
    public const int PurposeLength = 500;
    public const int LinkLength = 500;
    public const int HandleLength = 200;

    private Channel() { }

    public Channel(UnitId unit, string network, ChannelState state)
    {
        Id = ChannelId.New();
        Unit = unit;
        Network = network;
        State = state;
    }

    public ChannelId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public string Network { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Handle { get; private set; } = "";
    public string Purpose { get; private set; } = "";
    public string? PublicLink { get; private set; }
    public string? Imprint { get; private set; }
    public string? Privacy { get; private set; }
    public ChannelState State { get; private set; }
    public int CutOffMinutes { get; private set; } = 60;
    public string? Rules { get; private set; }
    public int Version { get; private set; }

    public void Describe(ChannelData data)
    {
        Unit = data.Unit;
        Name = data.Name;
        Purpose = data.Purpose;
        Imprint = data.Imprint?.ToString();
        Privacy = data.Privacy?.ToString();
        CutOffMinutes = (int)data.CutOff.TotalMinutes;
    }

    public void Connected(string handle, Uri publicLink, string? rules)
    {
        Handle = handle;
        PublicLink = publicLink.ToString();
        Rules = rules;
    }

    public void Become(ChannelState state) => State = state;

    public ChannelData Data() => new(
        Unit, Name, Purpose, Imprint is null ? null : new Uri(Imprint), Privacy is null ? null : new Uri(Privacy), TimeSpan.FromMinutes(CutOffMinutes));

    public ChannelView View() => new(
        Id, Unit, Network, Name, Handle, PublicLink is null ? null : new Uri(PublicLink), State, TimeSpan.FromMinutes(CutOffMinutes), Rules);
}
