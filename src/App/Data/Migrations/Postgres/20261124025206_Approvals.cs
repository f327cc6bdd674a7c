using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Approvals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "EscalatedAt",
                table: "editorial_post",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "RemindedAt",
                table: "editorial_post",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "StageApprovedBy",
                table: "editorial_post",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SubmittedAt",
                table: "editorial_post",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "StandingInFor",
                table: "editorial_decision",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Unit",
                table: "editorial_decision",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.CreateTable(
                name: "editorial_approval_rule",
                columns: table => new
                {
                    Unit = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Second = table.Column<Guid>(type: "uuid", nullable: true),
                    RemindAfter = table.Column<int>(type: "integer", nullable: false),
                    EscalateAfter = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_approval_rule", x => x.Unit);
                });

            migrationBuilder.CreateTable(
                name: "editorial_comment",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Post = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Text = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_comment", x => x.Id);
                    table.ForeignKey(
                        name: "FK_editorial_comment_editorial_post_Post",
                        column: x => x.Post,
                        principalTable: "editorial_post",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_deputies",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    For = table.Column<Guid>(type: "uuid", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_deputies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_organisation_deputies_organisation_people_By",
                        column: x => x.By,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_organisation_deputies_organisation_people_For",
                        column: x => x.For,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            // What was decided before is in the list too, and what waits has waited since it was changed last.
            migrationBuilder.Sql("UPDATE editorial_decision SET \"Unit\" = (SELECT post.\"Unit\" FROM editorial_post post WHERE post.\"Id\" = editorial_decision.\"Post\");");
            migrationBuilder.Sql("UPDATE editorial_post SET \"SubmittedAt\" = \"ChangedAt\" WHERE \"State\" = 'Submitted';");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_State_SubmittedAt",
                table: "editorial_post",
                columns: new[] { "State", "SubmittedAt" });

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

            migrationBuilder.CreateIndex(
                name: "IX_editorial_comment_Post",
                table: "editorial_comment",
                column: "Post");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_deputies_By_Until",
                table: "organisation_deputies",
                columns: new[] { "By", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_organisation_deputies_For_Until",
                table: "organisation_deputies",
                columns: new[] { "For", "Until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "editorial_approval_rule");

            migrationBuilder.DropTable(
                name: "editorial_comment");

            migrationBuilder.DropTable(
                name: "organisation_deputies");

            migrationBuilder.DropIndex(
                name: "IX_editorial_post_State_SubmittedAt",
                table: "editorial_post");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_By_Id",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Kind_Id",
                table: "editorial_decision");

            migrationBuilder.DropIndex(
                name: "IX_editorial_decision_Unit_Id",
                table: "editorial_decision");

            migrationBuilder.DropColumn(
                name: "EscalatedAt",
                table: "editorial_post");

            migrationBuilder.DropColumn(
                name: "RemindedAt",
                table: "editorial_post");

            migrationBuilder.DropColumn(
                name: "StageApprovedBy",
                table: "editorial_post");

            migrationBuilder.DropColumn(
                name: "SubmittedAt",
                table: "editorial_post");

            migrationBuilder.DropColumn(
                name: "StandingInFor",
                table: "editorial_decision");

            migrationBuilder.DropColumn(
                name: "Unit",
                table: "editorial_decision");
        }
    }
}
