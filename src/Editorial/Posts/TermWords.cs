using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What a post says of itself, in words.</summary>
internal static class TermWords
{
    /// <summary>An audience as people call it; a word that we do not know yet stands as the network writes it.</summary>
    public static string Audience(string audience, Words words) => Known.Contains(audience) ? words[$"Editorial.Terms.Audience.{audience}"] : audience;

    /// <param name="video">Null: it is not known what goes out.</param>
    public static string Of(Terms? said, bool? video, Words words)
    {
        if (said is null)
            return "";
        List<string> all = [];
        if (said.Audience is { } audience)
            all.Add(Audience(audience, words));
        if (said.Audience != Terms.AsDraft)
        {
            foreach (var (yes, key) in new[] { (said.Comments, "Comments"), (said.Duets && video != false, "Duets"), (said.Stitches && video != false, "Stitches"), (said.OwnBrand, "OwnBrand"), (said.PaidBrand, "PaidBrand"), (said.MadeWithAi && video != false, "MadeWithAi") })
                if (yes)
                    all.Add(words[$"Editorial.Terms.{key}"]);
        }
        if (said.Title is { Length: > 0 } title && video != true)
            all.Add(words["Editorial.Terms.Titled", title]);
        return string.Join(" · ", all);
    }

    private static readonly string[] Known = ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY", Terms.AsDraft];
}
