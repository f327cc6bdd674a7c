using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SignInAndAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "Person",
                table: "kernel_idempotency",
                newName: "Holder");

            migrationBuilder.AddColumn<int>(
                name: "OwnFailures",
                table: "organisation_people",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "OwnShutUntil",
                table: "organisation_people",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Rights",
                table: "kernel_idempotency",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "organisation_devices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    ShutUntil = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    UsedAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_devices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_organisation_devices_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_organisation_devices_Person",
                table: "organisation_devices",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_devices_UsedAt",
                table: "organisation_devices",
                column: "UsedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "organisation_devices");

            migrationBuilder.DropColumn(
                name: "OwnFailures",
                table: "organisation_people");

            migrationBuilder.DropColumn(
                name: "OwnShutUntil",
                table: "organisation_people");

            migrationBuilder.DropColumn(
                name: "Rights",
                table: "kernel_idempotency");

            migrationBuilder.RenameColumn(
                name: "Holder",
                table: "kernel_idempotency",
                newName: "Person");
        }
    }
}
