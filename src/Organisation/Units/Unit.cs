using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Units;

/// <summary>A department, a museum, the city itself: the thing that owns posts and channels.</summary>
internal sealed class Unit : IVersioned, IAudited
{
    string IAudited.Called => Name;

    public const int NameLength = 80;

    private Unit() { }

    public Unit(UnitId? parent, string name, string slug)
    {
        Id = UnitId.New();
        Parent = parent;
        Name = name;
        Slug = slug;
    }

    public UnitId Id { get; private set; }
    public UnitId? Parent { get; private set; }
    public string Name { get; private set; } = "";
    public string Slug { get; private set; } = "";
    public int Version { get; private set; }

    public void Rename(string name, string slug)
    {
        Name = name;
        Slug = slug;
    }

    public void MoveBelow(UnitId parent) => Parent = parent;

    public static Refusal? CheckName(string name) => name.Length switch
    {
        0 => Refusal.Invalid("Organisation.UnitNameMissing").On("name"),
        > NameLength => Refusal.Invalid("Organisation.UnitNameTooLong", NameLength).On("name"),
        _ => NameRules.Unreadable(name),
    };
}
