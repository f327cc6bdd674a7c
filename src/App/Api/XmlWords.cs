using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Stadtfunk.App.Api;

/// <summary>What the parameters of records say about themselves in their comments, which the description of the API does not find by itself.</summary>
internal sealed partial class XmlWords
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> read = [];

    /// <summary>A property: its own comment, or that of the record's parameter.</summary>
    public string? Of(Type type, string property) =>
        Sentence(Member(type, $"P:{NameOf(type)}.{property}")?.Element("summary"))
        ?? Sentence(Member(type, $"T:{NameOf(type)}")?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == property));

    private XElement? Member(Type type, string name) => read.GetOrAdd(type.Assembly, Read).GetValueOrDefault(name);

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return assembly.GetName().Name?.StartsWith("Stadtfunk.", StringComparison.Ordinal) == true && File.Exists(file)
            ? XDocument.Load(file).Descendants("member").GroupBy(member => (string)member.Attribute("name")!).ToDictionary(group => group.Key, group => group.First())
            : [];
    }

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? type.Name;

    private static string? Sentence(XElement? element)
    {
        if (element is null)
            return null;
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" or "paramref" } link => ((string?)link.Attribute("cref") ?? (string?)link.Attribute("name") ?? "").Split('.', ':')[^1],
            XElement other => other.Value,
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim() is { Length: > 0 } sentence ? sentence : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
