using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TikTokAskedAnew : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The rules that were kept of an account do not say yet who may see a post: it is asked once more.
            migrationBuilder.Sql("UPDATE publishing_connection SET \"CheckedAt\" = NULL WHERE \"Network\" = 'tiktok';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
