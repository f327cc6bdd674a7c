using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PicturesByMessenger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "editorial_press_feed",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Address = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    Unit = table.Column<Guid>(type: "uuid", nullable: false),
                    Days = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Fault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Taken = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_press_feed", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "editorial_press_feed_item",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SeenAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_press_feed_item", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "media_announced_picture",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    Sealed = table.Column<string>(type: "text", nullable: false),
                    NextAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Attempt = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_announced_picture", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "media_messenger",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Account = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    SealedToken = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    SealedSecret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    Senders = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    Unit = table.Column<Guid>(type: "uuid", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    HeardAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    FailingSince = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Fault = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    Last = table.Column<long>(type: "bigint", nullable: false),
                    Strangers = table.Column<int>(type: "integer", nullable: false),
                    Unusable = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_messenger", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_media_announced_picture_Key",
                table: "media_announced_picture",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_announced_picture_NextAt",
                table: "media_announced_picture",
                column: "NextAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "editorial_press_feed");

            migrationBuilder.DropTable(
                name: "editorial_press_feed_item");

            migrationBuilder.DropTable(
                name: "media_announced_picture");

            migrationBuilder.DropTable(
                name: "media_messenger");
        }
    }
}
