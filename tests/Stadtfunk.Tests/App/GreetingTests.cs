using System.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stadtfunk.App.Shell;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

public sealed class GreetingTests
{
    [Fact]
    public async Task A_Today_that_stays_open_greets_and_dates_by_the_clock()
    {
        await using var house = await House.Open(services => services.AddScoped<DeskFrame>().AddScoped<NavigationManager, Desk>()
            .AddTexts("App", new ResourceManager("Stadtfunk.App.Texts", typeof(DeskFrame).Assembly)));
        var lena = await house.Person("Lena Okafor", (await house.City(), Role.Writer));
        await house.With<IServiceProvider>(async services =>
        {
            services.GetRequiredService<IdentityHolder>().Value = new Identity(lena, null);
            await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
            var today = await renderer.Dispatcher.InvokeAsync(() => renderer.RenderComponentAsync<Today>());
            Task<string> Html() => renderer.Dispatcher.InvokeAsync(today.ToHtmlString);
            var opened = await Html();
            Assert.Contains("Guten Morgen, Lena Okafor", opened, StringComparison.Ordinal);
            Assert.Contains("23. November", opened, StringComparison.Ordinal);
            house.Clock.Advance(TimeSpan.FromHours(35));
            var later = "";
            for (var i = 0; i < 100 && !later.Contains("Guten Abend", StringComparison.Ordinal); i++)
            {
                house.Clock.Advance(TimeSpan.FromSeconds(1));
                await Task.Delay(20);
                later = await Html();
            }
            Assert.Contains("Guten Abend, Lena Okafor", later, StringComparison.Ordinal);
            Assert.Contains("24. November", later, StringComparison.Ordinal);
        });
    }

    private sealed class Desk : NavigationManager
    {
        public Desk() => Initialize("http://127.0.0.1:5080/", "http://127.0.0.1:5080/desk");
    }
}
