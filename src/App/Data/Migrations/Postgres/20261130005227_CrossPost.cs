using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CrossPost : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AfterChannel",
                table: "publishing_release",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AfterPost",
                table: "publishing_release",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Held",
                table: "publishing_release",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "AfterChannel",
                table: "editorial_post",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AfterPost",
                table: "editorial_post",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_publishing_release_Held_Due",
                table: "publishing_release",
                columns: new[] { "Held", "Due" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_publishing_release_Held_Due",
                table: "publishing_release");

            migrationBuilder.DropColumn(
                name: "AfterChannel",
                table: "publishing_release");

            migrationBuilder.DropColumn(
                name: "AfterPost",
                table: "publishing_release");

            migrationBuilder.DropColumn(
                name: "Held",
                table: "publishing_release");

            migrationBuilder.DropColumn(
                name: "AfterChannel",
                table: "editorial_post");

            migrationBuilder.DropColumn(
                name: "AfterPost",
                table: "editorial_post");
        }
    }
}
