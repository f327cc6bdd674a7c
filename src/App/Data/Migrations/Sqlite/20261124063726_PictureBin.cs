using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PictureBin : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_media_picture_RemovedAt",
                table: "media_picture");

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_Bin",
                table: "media_picture",
                columns: new[] { "AddedAt", "Id" },
                filter: "\"RemovedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_media_picture_Bin",
                table: "media_picture");

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_RemovedAt",
                table: "media_picture",
                column: "RemovedAt");
        }
    }
}
