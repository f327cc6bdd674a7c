using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Mailbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Proven",
                table: "media_tray",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "media_mailbox",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Host = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    Port = table.Column<int>(type: "INTEGER", nullable: false),
                    Security = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    SealedPassword = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Folder = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Senders = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Judge = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Fault = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Strangers = table.Column<int>(type: "INTEGER", nullable: false),
                    Forged = table.Column<int>(type: "INTEGER", nullable: false),
                    Unusable = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_mailbox", x => x.Id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "media_mailbox");

            migrationBuilder.DropColumn(
                name: "Proven",
                table: "media_tray");
        }
    }
}
