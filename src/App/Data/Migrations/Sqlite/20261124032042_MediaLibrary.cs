using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MediaLibrary : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Consent",
                table: "media_picture",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "NotNeeded");

            migrationBuilder.AddColumn<string>(
                name: "ConsentNote",
                table: "media_picture",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "ConsentUntil",
                table: "media_picture",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Licence",
                table: "media_picture",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "Unclear");

            migrationBuilder.AddColumn<string>(
                name: "LicenceNote",
                table: "media_picture",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "RemovedAt",
                table: "media_picture",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RemovedBy",
                table: "media_picture",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Search",
                table: "media_picture",
                type: "TEXT",
                maxLength: 4000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "editorial_revision_picture",
                columns: table => new
                {
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Picture = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_revision_picture", x => new { x.Post, x.Number, x.Picture });
                    table.ForeignKey(
                        name: "FK_editorial_revision_picture_editorial_revision_Post_Number",
                        columns: x => new { x.Post, x.Number },
                        principalTable: "editorial_revision",
                        principalColumns: new[] { "Post", "Number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_tag",
                columns: table => new
                {
                    Picture = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_tag", x => new { x.Picture, x.Key });
                    table.ForeignKey(
                        name: "FK_media_tag_media_picture_Picture",
                        column: x => x.Picture,
                        principalTable: "media_picture",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_video",
                columns: table => new
                {
                    Picture = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SourceHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: false),
                    Height = table.Column<int>(type: "INTEGER", nullable: false),
                    Milliseconds = table.Column<long>(type: "INTEGER", nullable: false),
                    HasSound = table.Column<bool>(type: "INTEGER", nullable: false),
                    PosterAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Subtitles = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SubtitlesLanguage = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Cues = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_video", x => x.Picture);
                    table.ForeignKey(
                        name: "FK_media_video_media_picture_Picture",
                        column: x => x.Picture,
                        principalTable: "media_picture",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_AddedAt_Id",
                table: "media_picture",
                columns: new[] { "AddedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_Consent_ConsentUntil",
                table: "media_picture",
                columns: new[] { "Consent", "ConsentUntil" });

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_RemovedAt",
                table: "media_picture",
                column: "RemovedAt");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_picture_Picture",
                table: "editorial_post_picture",
                column: "Picture");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_revision_picture_Picture",
                table: "editorial_revision_picture",
                column: "Picture");

            migrationBuilder.CreateIndex(
                name: "IX_media_tag_Key_Picture",
                table: "media_tag",
                columns: new[] { "Key", "Picture" });

            migrationBuilder.CreateIndex(
                name: "IX_media_tag_Unit_Key_Name",
                table: "media_tag",
                columns: new[] { "Unit", "Key", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_media_video_State",
                table: "media_video",
                column: "State");

            // What the rooms keep beside their rows from now on, for rows that are there already.
            migrationBuilder.Sql("""
                UPDATE media_picture SET Search = lower(replace(replace(replace(FileName, '.', ' '), '-', ' '), '_', ' ') || ' ' || Alt || ' ' || Credit);
                INSERT OR IGNORE INTO editorial_revision_picture (Post, Number, Picture)
                SELECT r.Post, r.Number, upper(json_extract(p.value, '$.picture')) FROM editorial_revision r, json_each(r.Frozen, '$.pictures') p;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "editorial_revision_picture");

            migrationBuilder.DropTable(
                name: "media_tag");

            migrationBuilder.DropTable(
                name: "media_video");

            migrationBuilder.DropIndex(
                name: "IX_media_picture_AddedAt_Id",
                table: "media_picture");

            migrationBuilder.DropIndex(
                name: "IX_media_picture_Consent_ConsentUntil",
                table: "media_picture");

            migrationBuilder.DropIndex(
                name: "IX_media_picture_RemovedAt",
                table: "media_picture");

            migrationBuilder.DropIndex(
                name: "IX_editorial_post_picture_Picture",
                table: "editorial_post_picture");

            migrationBuilder.DropColumn(
                name: "Consent",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "ConsentNote",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "ConsentUntil",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "Licence",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "LicenceNote",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "RemovedAt",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "RemovedBy",
                table: "media_picture");

            migrationBuilder.DropColumn(
                name: "Search",
                table: "media_picture");
        }
    }
}
