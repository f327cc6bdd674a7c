using System.Text;
using System.Text.Encodings.Web;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Feeds;

/// <summary>The whole text of a post as HTML for readers of feeds.</summary>
internal sealed class FeedText(HtmlEncoder encoder, Words words)
{
    public string Html(ReleasedPost post, IReadOnlyList<FeedPicture> pictures, IReadOnlyList<FeedDocument> documents)
    {
        var html = new StringBuilder();
        foreach (var picture in pictures)
        {
            html.Append("<figure><img src=\"").Append(encoder.Encode(picture.Url)).Append("\" width=\"").Append(picture.Width).Append("\" height=\"")
                .Append(picture.Height).Append("\" alt=\"").Append(encoder.Encode(picture.Alt)).Append("\">");
            if (picture.Credit.Length > 0)
                html.Append("<figcaption>").Append(encoder.Encode(picture.Credit)).Append("</figcaption>");
            html.Append("</figure>\n");
        }
        foreach (var paragraph in RunningText.Paragraphs(post.Text))
            html.Append("<p>").Append(RunningText.Html(paragraph, encoder)).Append("</p>\n");
        foreach (var document in documents)
            html.Append("<p><a href=\"").Append(encoder.Encode(document.Url)).Append("\">").Append(encoder.Encode(document.Title)).Append(" (PDF)</a></p>\n");
        if (post.Link is { } link)
            html.Append("<p>").Append(encoder.Encode(words["Website.Post.Link"])).Append(" <a href=\"").Append(encoder.Encode(link.AbsoluteUri)).Append("\">")
                .Append(encoder.Encode(link.AbsoluteUri)).Append("</a></p>\n");
        return html.ToString();
    }
}
