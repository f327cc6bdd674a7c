using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class TodayAhead : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_By_Id",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Kind_Id",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Unit_Id",
                table: "editorial_decision");

            migrationBuilder.AddColumn<DateTime>(
                name: "EndsAt",
                table: "publishing_connection",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_At",
                table: "editorial_decision",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_By_At",
                table: "editorial_decision",
                columns: new[] { "By", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Kind_At",
                table: "editorial_decision",
                columns: new[] { "Kind", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Unit_At",
                table: "editorial_decision",
                columns: new[] { "Unit", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_At",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_By_At",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Kind_At",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Unit_At",
                table: "editorial_decision");

            migrationBuilder.DropColumn(
                name: "EndsAt",
                table: "publishing_connection");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_By_Id",
                table: "editorial_decision",
                columns: new[] { "By", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Kind_Id",
                table: "editorial_decision",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Unit_Id",
                table: "editorial_decision",
                columns: new[] { "Unit", "Id" });
        }
    }
}
