using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PostOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_editorial_post_Unit_State",
                table: "editorial_post");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Author_ChangedAt",
                table: "editorial_post",
                columns: new[] { "Author", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Category_ChangedAt",
                table: "editorial_post",
                columns: new[] { "Category", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_State_ChangedAt",
                table: "editorial_post",
                columns: new[] { "State", "ChangedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Unit_ChangedAt",
                table: "editorial_post",
                columns: new[] { "Unit", "ChangedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_editorial_post_Author_ChangedAt",
                table: "editorial_post");

            migrationBuilder.DropIndex(
                name: "IX_editorial_post_Category_ChangedAt",
                table: "editorial_post");

            migrationBuilder.DropIndex(
                name: "IX_editorial_post_State_ChangedAt",
                table: "editorial_post");

            migrationBuilder.DropIndex(
                name: "IX_editorial_post_Unit_ChangedAt",
                table: "editorial_post");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Unit_State",
                table: "editorial_post",
                columns: new[] { "Unit", "State" });
        }
    }
}
