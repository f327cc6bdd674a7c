using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Pages;

/// <summary>Renders a component to the bytes of a whole page.</summary>
internal sealed class Paper(IServiceProvider services, Stage stage, ILoggerFactory logs)
{
    public async Task<Sheet> Print<TPage>(int status, Frame frame, object view, IReadOnlySet<string> tags)
        where TPage : IComponent
    {
        stage.Frame = frame;
        stage.View = view;
        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var output = await renderer.RenderComponentAsync<TPage>();
            var text = new StringWriter(CultureInfo.InvariantCulture);
            output.WriteHtmlTo(text);
            return text.ToString();
        });
        return new Sheet(status, Sheet.Html, Encoding.UTF8.GetBytes(html), tags);
    }
}
