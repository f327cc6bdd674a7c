using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Demo;

/// <param name="Key">Short name; the posts use it.</param>
/// <param name="Unit">Where they work.</param>
/// <param name="Where">Where the role holds.</param>
/// <param name="Title">The role in the words of the desk.</param>
internal sealed record DemoPerson(string Key, string Name, string Email, string Unit, string Where, Role Role, string Title);

/// <summary>The people of Musterstadt, invented all of them.</summary>
internal static class DemoPeople
{
    public const string City = "Musterstadt";

    /// <summary>Parents before their children.</summary>
    public static readonly IReadOnlyList<(string Name, string Parent)> Units =
    [
        ("Presseamt", City),
        ("Straßenverkehrsamt", City),
        ("Personalamt", City),
        ("Stadtmarketing", City),
        ("Feuerwehr", City),
        ("Museen", City),
        ("Naturkundemuseum", "Museen"),
        ("Stadtbibliothek", City),
        ("Umweltamt", City),
        ("Rechtsamt", City),
    ];

    public static readonly IReadOnlyList<DemoPerson> All =
    [
        Of("mertens", "Leyla Mertens", "leyla.mertens", "Presseamt", City, Role.DeskLead),
        Of("yildiz", "Mehmet Yıldız", "mehmet.yildiz", "Presseamt", City, Role.Approver),
        Of("okafor", "Nkechi Okafor", "nkechi.okafor", "Naturkundemuseum", "Naturkundemuseum", Role.Writer),
        Of("petersen", "Jonas Petersen", "jonas.petersen", City, City, Role.Administrator),
        Of("brandt", "Sabine Brandt", "sabine.brandt", "Presseamt", "Presseamt", Role.Writer),
        Of("wisniewski", "Tomasz Wiśniewski", "tomasz.wisniewski", "Straßenverkehrsamt", "Straßenverkehrsamt", Role.Writer),
        Of("nguyen", "Minh Anh Nguyen", "minh-anh.nguyen", "Personalamt", "Personalamt", Role.Writer),
        Of("romano", "Giulia Romano", "giulia.romano", "Stadtmarketing", "Stadtmarketing", Role.Writer),
        Of("albers", "Sven Albers", "sven.albers", "Feuerwehr", "Feuerwehr", Role.Approver),
        Of("krueger", "Anna-Lena Krüger", "anna-lena.krueger", "Feuerwehr", "Feuerwehr", Role.Writer),
        Of("voss", "Hannelore Voß", "hannelore.voss", "Stadtbibliothek", "Stadtbibliothek", Role.Writer),
        Of("falk", "Ingrid Falk", "ingrid.falk", "Rechtsamt", City, Role.Feedback),
        Of("elamrani", "Fatima El Amrani", "fatima.elamrani", "Umweltamt", "Umweltamt", Role.Writer),
    ];

    public static DemoPerson By(string key) => All.Single(person => person.Key == key);

    private static DemoPerson Of(string key, string name, string local, string unit, string where, Role role) =>
        new(key, name, $"{local}@musterstadt.example", unit, where, role, TitleOf(role));

    private static string TitleOf(Role role) => role switch
    {
        Role.Administrator => "Administration",
        Role.DeskLead => "Leitung der Redaktion",
        Role.Approver => "Freigabe",
        Role.Feedback => "Rückmeldung",
        _ => "Redaktion",
    };
}
