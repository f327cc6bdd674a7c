using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Slots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "editorial_school_holiday",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    First = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Last = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_school_holiday", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "editorial_slot",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    Rhythm = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Weekdays = table.Column<int>(type: "INTEGER", nullable: false),
                    Every = table.Column<int>(type: "INTEGER", nullable: false),
                    MonthDay = table.Column<int>(type: "INTEGER", nullable: false),
                    Nth = table.Column<int>(type: "INTEGER", nullable: false),
                    First = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Minute = table.Column<int>(type: "INTEGER", nullable: false),
                    LeadDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Category = table.Column<Guid>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    RestsInHolidays = table.Column<bool>(type: "INTEGER", nullable: false),
                    Active = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_slot", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "editorial_slot_channel",
                columns: table => new
                {
                    Slot = table.Column<Guid>(type: "TEXT", nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_slot_channel", x => new { x.Slot, x.Channel });
                    table.ForeignKey(
                        name: "FK_editorial_slot_channel_editorial_slot_Slot",
                        column: x => x.Slot,
                        principalTable: "editorial_slot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "editorial_slot_period",
                columns: table => new
                {
                    Slot = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Skipped = table.Column<bool>(type: "INTEGER", nullable: false),
                    MovedTo = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Post = table.Column<Guid>(type: "TEXT", nullable: true),
                    DraftedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RemindedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_slot_period", x => new { x.Slot, x.Day });
                    table.ForeignKey(
                        name: "FK_editorial_slot_period_editorial_slot_Slot",
                        column: x => x.Slot,
                        principalTable: "editorial_slot",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_school_holiday_Last",
                table: "editorial_school_holiday",
                column: "Last");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_slot_Unit",
                table: "editorial_slot",
                column: "Unit");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_slot_period_Day",
                table: "editorial_slot_period",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_slot_period_MovedTo",
                table: "editorial_slot_period",
                column: "MovedTo");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_slot_period_Post",
                table: "editorial_slot_period",
                column: "Post");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "editorial_school_holiday");

            migrationBuilder.DropTable(
                name: "editorial_slot_channel");

            migrationBuilder.DropTable(
                name: "editorial_slot_period");

            migrationBuilder.DropTable(
                name: "editorial_slot");
        }
    }
}
