using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
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
                type: "boolean",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "media_mailbox",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    Security = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    User = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    SealedPassword = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Folder = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Senders = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    Judge = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    Unit = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Fault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Strangers = table.Column<int>(type: "integer", nullable: false),
                    Forged = table.Column<int>(type: "integer", nullable: false),
                    Unusable = table.Column<int>(type: "integer", nullable: false)
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
