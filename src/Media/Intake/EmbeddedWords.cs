using System.Text;
using System.Xml;
using System.Xml.Linq;
using NetVips;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Media.Intake;

/// <summary>What a press photographer wrote into the file: read as a suggestion before all metadata is thrown away. Empty when nothing is there.</summary>
internal sealed record EmbeddedWords(string Alt, string Credit)
{
    private static readonly EmbeddedWords None = new("", "");

    public static EmbeddedWords Read(Image header)
    {
        var xmp = header.Contains("xmp-data") && header.Get("xmp-data") is byte[] packet ? FromXmp(packet) : None;
        var iptc = header.Contains("iptc-data") && header.Get("iptc-data") is byte[] block ? FromIptc(block) : None;
        return new(Short(First(xmp.Alt, iptc.Alt), 1500), Short(First(xmp.Credit, iptc.Credit), 200));
    }

    /// <summary>XMP: AltTextAccessibility (IPTC Core 2021) before dc:description; photoshop:Credit before dc:creator.</summary>
    private static EmbeddedWords FromXmp(byte[] packet)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(packet), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 2_000_000 });
            var document = XDocument.Load(reader);
            string Of(string name) =>
                document.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim()
                ?? document.Descendants().Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value.Trim()
                ?? "";
            return new(First(Of("AltTextAccessibility"), Of("description")), First(Of("Credit"), Of("creator")));
        }
        catch (XmlException)
        {
            return None;
        }
    }

    /// <summary>IPTC-IIM record 2 inside Photoshop's resource 0x0404: 120 caption, 110 credit, 80 by-line; 1:90 says whether it is UTF-8.</summary>
    private static EmbeddedWords FromIptc(ReadOnlySpan<byte> block)
    {
        var start = block.IndexOf("8BIM\u0004\u0004"u8);
        var data = start < 0 ? block : block[(start + 6)..];
        var words = new Dictionary<byte, string>();
        var encoding = Encoding.Latin1;
        while (data.IndexOf((byte)0x1C) is >= 0 and var at && data.Length >= at + 5)
        {
            data = data[at..];
            var (record, dataset, length) = (data[1], data[2], (data[3] << 8) | data[4]);
            if (record is not (1 or 2) || length > data.Length - 5)
            {
                data = data[1..];
                continue;
            }
            var value = data.Slice(5, length);
            if (record == 1 && dataset == 90 && value.SequenceEqual("\u001b%G"u8))
                encoding = Encoding.UTF8;
            else if (record == 2)
                words.TryAdd(dataset, encoding.GetString(value).Trim());
            data = data[(5 + length)..];
        }
        return new(words.GetValueOrDefault((byte)120, ""), First(words.GetValueOrDefault((byte)110, ""), words.GetValueOrDefault((byte)80, "")));
    }

    private static string First(string one, string other) => one.Length > 0 ? one : other;

    private static string Short(string text, int most)
    {
        var clean = string.Concat(text.EnumerateRunes().Where(sign => (!Rune.IsControl(sign) || sign.Value == '\n') && !Signs.TurnsDirection(sign))).Trim();
        if (Signs.OnlyInvisible(clean))
            return "";
        return clean.Length <= most ? clean : clean[..most].TrimEnd();
    }
}
