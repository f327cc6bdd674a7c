using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DecisionWalks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Kind_At",
                table: "editorial_decision");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Unit_Kind_At",
                table: "editorial_decision",
                columns: new[] { "Unit", "Kind", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Unit_Kind_At",
                table: "editorial_decision");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Kind_At",
                table: "editorial_decision",
                columns: new[] { "Kind", "At" });
        }
    }
}
