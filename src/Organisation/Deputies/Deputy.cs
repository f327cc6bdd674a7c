using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Deputies;

internal readonly record struct DeputyId(Guid Value) : IId<DeputyId>
{
    public static DeputyId Of(Guid value) => new(value);
    public static DeputyId New() => new(Guid.CreateVersion7());
    public static DeputyId Parse(string s, IFormatProvider? provider) => Id.Parse<DeputyId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out DeputyId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>
/// One person stands in for another for a while, with the roles that the other holds on that very day. What was lent to the other is not handed on.
/// </summary>
internal sealed class Deputy(PersonId @for, PersonId by, DateTime from, DateTime until) : IAudited
{
    string IAudited.Called => "";

    public DeputyId Id { get; private set; } = DeputyId.New();

    /// <summary>Who is away.</summary>
    public PersonId For { get; private set; } = @for;

    /// <summary>Who stands in.</summary>
    public PersonId By { get; private set; } = by;

    public DateTime From { get; private set; } = from;

    /// <summary>The first moment after it.</summary>
    public DateTime Until { get; private set; } = until;

    public void End(DateTime now) => Until = now < Until ? now : Until;
}

internal sealed class DeputyTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<DeputyId>();

    public void Tables(ModelBuilder model) => model.Entity<Deputy>(deputy =>
    {
        deputy.ToTable("organisation_deputies");
        deputy.HasKey(x => x.Id);
        deputy.HasIndex(x => new { x.By, x.Until });
        deputy.HasIndex(x => new { x.For, x.Until });
        deputy.HasOne<Person>().WithMany().HasForeignKey(x => x.For).OnDelete(DeleteBehavior.Cascade);
        deputy.HasOne<Person>().WithMany().HasForeignKey(x => x.By).OnDelete(DeleteBehavior.Cascade);
    });
}
