using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CityLand : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Land",
                table: "organisation_city",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "organisation_city",
                type: "TEXT",
                maxLength: 60,
                nullable: false,
                defaultValue: "Europe/Berlin");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Land",
                table: "organisation_city");

            migrationBuilder.DropColumn(
                name: "TimeZone",
                table: "organisation_city");
        }
    }
}
