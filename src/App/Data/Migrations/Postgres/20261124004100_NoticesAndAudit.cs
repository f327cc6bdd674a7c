using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NoticesAndAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "kernel_audit",
                columns: table => new
                {
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Token = table.Column<Guid>(type: "uuid", nullable: true),
                    Deed = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Thing = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    About = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    Called = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Details = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_audit", x => x.Seq);
                });

            migrationBuilder.CreateTable(
                name: "kernel_audit_head",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Seq = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Seal = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_audit_head", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "organisation_notice_choices",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Desk = table.Column<bool>(type: "boolean", nullable: false),
                    Mail = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_notice_choices", x => new { x.Person, x.Kind });
                    table.ForeignKey(
                        name: "FK_organisation_notice_choices_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_notices",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Person = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    Key = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    Text = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    Args = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    Link = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    At = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    OnDesk = table.Column<bool>(type: "boolean", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    MailAt = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_notices", x => x.Id);
                    table.ForeignKey(
                        name: "FK_organisation_notices_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "kernel_audit_head",
                columns: new[] { "Id", "Hash", "Seal", "Seq" },
                values: new object[] { 1, "", "", 0L });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_At",
                table: "kernel_audit",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_Person_Seq",
                table: "kernel_audit",
                columns: new[] { "Person", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_kernel_audit_Thing_About_Seq",
                table: "kernel_audit",
                columns: new[] { "Thing", "About", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_organisation_notices_At",
                table: "organisation_notices",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_notices_MailAt",
                table: "organisation_notices",
                column: "MailAt");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_notices_Person_Key",
                table: "organisation_notices",
                columns: new[] { "Person", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisation_notices_Person_OnDesk_At",
                table: "organisation_notices",
                columns: new[] { "Person", "OnDesk", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_organisation_notices_Person_ReadAt",
                table: "organisation_notices",
                columns: new[] { "Person", "ReadAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kernel_audit");

            migrationBuilder.DropTable(
                name: "kernel_audit_head");

            migrationBuilder.DropTable(
                name: "organisation_notice_choices");

            migrationBuilder.DropTable(
                name: "organisation_notices");
        }
    }
}
