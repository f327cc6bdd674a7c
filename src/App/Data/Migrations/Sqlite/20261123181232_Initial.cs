using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Stadtfunk.App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "app_demo",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Today = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_app_demo", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "app_demo_step",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Made = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_app_demo_step", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "editorial_category",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Colour = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    TargetShare = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_category", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "editorial_post",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Author = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    Category = table.Column<Guid>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Search = table.Column<string>(type: "TEXT", nullable: false),
                    Due = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ApprovedHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ApprovedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    LastRevision = table.Column<int>(type: "INTEGER", nullable: false),
                    LiveRevision = table.Column<int>(type: "INTEGER", nullable: false),
                    Delivered = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 160, nullable: true),
                    PublicSince = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CorrectedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawalAskedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_post", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "kernel_idempotency",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Route = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    BodyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Location = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Body = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_idempotency", x => new { x.Person, x.Key });
                });

            migrationBuilder.CreateTable(
                name: "kernel_outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Handler = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Payload = table.Column<string>(type: "TEXT", nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: true),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kernel_outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "media_picture",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: false),
                    Height = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Alt = table.Column<string>(type: "TEXT", maxLength: 1500, nullable: false),
                    Credit = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    FocusX = table.Column<double>(type: "REAL", nullable: false),
                    FocusY = table.Column<double>(type: "REAL", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SourceHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AddedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_picture", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "networks_practice_post",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Account = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Card = table.Column<string>(type: "TEXT", nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EditedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Pictures = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_networks_practice_post", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "organisation_city",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    PublicUrl = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Imprint = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Privacy = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Colour = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    ColourDark = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    Logo = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Demo = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_city", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "organisation_people",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Stamp = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    TotpKey = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    TotpStep = table.Column<long>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    ShutUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastSignInAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_people", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "organisation_units",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Parent = table.Column<Guid>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_units", x => x.Id);
                    table.ForeignKey(
                        name: "FK_organisation_units_organisation_units_Parent",
                        column: x => x.Parent,
                        principalTable: "organisation_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "publishing_attempt",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Delivery = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    What = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    RequestId = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    Milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_attempt", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "publishing_connection",
                columns: table => new
                {
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Server = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Handle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Secrets = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsGood = table.Column<bool>(type: "INTEGER", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SentenceKey = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    SentenceArgs = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_connection", x => x.Channel);
                });

            migrationBuilder.CreateTable(
                name: "publishing_delivery",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Due = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CutOff = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Target = table.Column<Guid>(type: "TEXT", nullable: true),
                    IntentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UnknownAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LookedUp = table.Column<int>(type: "INTEGER", nullable: false),
                    Duplicate = table.Column<bool>(type: "INTEGER", nullable: false),
                    OnlyUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Ticket = table.Column<string>(type: "TEXT", nullable: true),
                    RemoteId = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Link = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    VerifiedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReadBacks = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SentenceKey = table.Column<string>(type: "TEXT", maxLength: 120, nullable: true),
                    SentenceArgs = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    AnsweredBy = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_delivery", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "publishing_part",
                columns: table => new
                {
                    Delivery = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_part", x => new { x.Delivery, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "publishing_pause",
                columns: table => new
                {
                    About = table.Column<Guid>(type: "TEXT", nullable: false),
                    Since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_pause", x => x.About);
                });

            migrationBuilder.CreateTable(
                name: "publishing_pending_sign_in",
                columns: table => new
                {
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kept = table.Column<string>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_pending_sign_in", x => x.State);
                });

            migrationBuilder.CreateTable(
                name: "publishing_release",
                columns: table => new
                {
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    Due = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CutOff = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LiveAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Turn = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_publishing_release", x => new { x.Post, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "website_changes",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Tags = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_website_changes", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "website_edition",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_website_edition", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "editorial_decision",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Comment = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Due = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_decision", x => x.Id);
                    table.ForeignKey(
                        name: "FK_editorial_decision_editorial_post_Post",
                        column: x => x.Post,
                        principalTable: "editorial_post",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "editorial_post_picture",
                columns: table => new
                {
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Picture = table.Column<Guid>(type: "TEXT", nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    Alt = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    Decorative = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_post_picture", x => new { x.Post, x.Picture });
                    table.ForeignKey(
                        name: "FK_editorial_post_picture_editorial_post_Post",
                        column: x => x.Post,
                        principalTable: "editorial_post",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "editorial_revision",
                columns: table => new
                {
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Category = table.Column<Guid>(type: "TEXT", nullable: true),
                    Channels = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Frozen = table.Column<string>(type: "TEXT", nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReleasedBy = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_revision", x => new { x.Post, x.Number });
                    table.ForeignKey(
                        name: "FK_editorial_revision_editorial_post_Post",
                        column: x => x.Post,
                        principalTable: "editorial_post",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "editorial_variant",
                columns: table => new
                {
                    Post = table.Column<Guid>(type: "TEXT", nullable: false),
                    Channel = table.Column<Guid>(type: "TEXT", nullable: false),
                    Chosen = table.Column<bool>(type: "INTEGER", nullable: false),
                    OwnText = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editorial_variant", x => new { x.Post, x.Channel });
                    table.ForeignKey(
                        name: "FK_editorial_variant_editorial_post_Post",
                        column: x => x.Post,
                        principalTable: "editorial_post",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "media_rendition",
                columns: table => new
                {
                    Picture = table.Column<Guid>(type: "TEXT", nullable: false),
                    Wish = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: false),
                    Height = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_media_rendition", x => new { x.Picture, x.Wish });
                    table.ForeignKey(
                        name: "FK_media_rendition_media_picture_Picture",
                        column: x => x.Picture,
                        principalTable: "media_picture",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_invitations",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_invitations", x => x.Person);
                    table.ForeignKey(
                        name: "FK_organisation_invitations_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_recovery_codes",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_recovery_codes", x => new { x.Person, x.Hash });
                    table.ForeignKey(
                        name: "FK_organisation_recovery_codes_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_tokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Scopes = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LastUsedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_tokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_organisation_tokens_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "organisation_channels",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Network = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Handle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    PublicLink = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Imprint = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Privacy = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    CutOffMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_channels", x => x.Id);
                    table.ForeignKey(
                        name: "FK_organisation_channels_organisation_units_Unit",
                        column: x => x.Unit,
                        principalTable: "organisation_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "organisation_grants",
                columns: table => new
                {
                    Person = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_organisation_grants", x => new { x.Person, x.Unit, x.Role });
                    table.ForeignKey(
                        name: "FK_organisation_grants_organisation_people_Person",
                        column: x => x.Person,
                        principalTable: "organisation_people",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_organisation_grants_organisation_units_Unit",
                        column: x => x.Unit,
                        principalTable: "organisation_units",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "website_edition",
                columns: new[] { "Id", "Number" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_category_Slug",
                table: "editorial_category",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_editorial_decision_Post",
                table: "editorial_decision",
                column: "Post");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_ChangedAt",
                table: "editorial_post",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Due",
                table: "editorial_post",
                column: "Due");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_PublicSince",
                table: "editorial_post",
                column: "PublicSince");

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Slug",
                table: "editorial_post",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_editorial_post_Unit_State",
                table: "editorial_post",
                columns: new[] { "Unit", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_editorial_variant_Channel",
                table: "editorial_variant",
                column: "Channel");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_idempotency_At",
                table: "kernel_idempotency",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_kernel_outbox_NextAt",
                table: "kernel_outbox",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_Hash",
                table: "media_picture",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_media_picture_Unit_SourceHash",
                table: "media_picture",
                columns: new[] { "Unit", "SourceHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_media_rendition_Hash",
                table: "media_rendition",
                column: "Hash");

            migrationBuilder.CreateIndex(
                name: "IX_networks_practice_post_Account_Key",
                table: "networks_practice_post",
                columns: new[] { "Account", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_networks_practice_post_Account_PublishedAt",
                table: "networks_practice_post",
                columns: new[] { "Account", "PublishedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_organisation_channels_Network_Name",
                table: "organisation_channels",
                columns: new[] { "Network", "Name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisation_channels_Unit",
                table: "organisation_channels",
                column: "Unit");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_grants_Unit",
                table: "organisation_grants",
                column: "Unit");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_invitations_Hash",
                table: "organisation_invitations",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisation_people_EmailKey",
                table: "organisation_people",
                column: "EmailKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisation_tokens_Hash",
                table: "organisation_tokens",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_organisation_tokens_Person",
                table: "organisation_tokens",
                column: "Person");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_units_Parent",
                table: "organisation_units",
                column: "Parent");

            migrationBuilder.CreateIndex(
                name: "IX_organisation_units_Slug",
                table: "organisation_units",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publishing_attempt_Delivery",
                table: "publishing_attempt",
                column: "Delivery");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_connection_Server_AccountId",
                table: "publishing_connection",
                columns: new[] { "Server", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_publishing_delivery_Channel_IntentAt",
                table: "publishing_delivery",
                columns: new[] { "Channel", "IntentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_publishing_delivery_Channel_State_NextAt",
                table: "publishing_delivery",
                columns: new[] { "Channel", "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_publishing_delivery_Post_Channel_Revision_Kind",
                table: "publishing_delivery",
                columns: new[] { "Post", "Channel", "Revision", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_publishing_delivery_State_NextAt",
                table: "publishing_delivery",
                columns: new[] { "State", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_publishing_delivery_Target",
                table: "publishing_delivery",
                column: "Target");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_release_Due",
                table: "publishing_release",
                column: "Due");

            migrationBuilder.CreateIndex(
                name: "IX_publishing_release_LiveAt_Due",
                table: "publishing_release",
                columns: new[] { "LiveAt", "Due" });

            migrationBuilder.CreateIndex(
                name: "IX_website_changes_At",
                table: "website_changes",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "app_demo");

            migrationBuilder.DropTable(
                name: "app_demo_step");

            migrationBuilder.DropTable(
                name: "editorial_category");

            migrationBuilder.DropTable(
                name: "editorial_decision");

            migrationBuilder.DropTable(
                name: "editorial_post_picture");

            migrationBuilder.DropTable(
                name: "editorial_revision");

            migrationBuilder.DropTable(
                name: "editorial_variant");

            migrationBuilder.DropTable(
                name: "kernel_idempotency");

            migrationBuilder.DropTable(
                name: "kernel_outbox");

            migrationBuilder.DropTable(
                name: "media_rendition");

            migrationBuilder.DropTable(
                name: "networks_practice_post");

            migrationBuilder.DropTable(
                name: "organisation_channels");

            migrationBuilder.DropTable(
                name: "organisation_city");

            migrationBuilder.DropTable(
                name: "organisation_grants");

            migrationBuilder.DropTable(
                name: "organisation_invitations");

            migrationBuilder.DropTable(
                name: "organisation_recovery_codes");

            migrationBuilder.DropTable(
                name: "organisation_tokens");

            migrationBuilder.DropTable(
                name: "publishing_attempt");

            migrationBuilder.DropTable(
                name: "publishing_connection");

            migrationBuilder.DropTable(
                name: "publishing_delivery");

            migrationBuilder.DropTable(
                name: "publishing_part");

            migrationBuilder.DropTable(
                name: "publishing_pause");

            migrationBuilder.DropTable(
                name: "publishing_pending_sign_in");

            migrationBuilder.DropTable(
                name: "publishing_release");

            migrationBuilder.DropTable(
                name: "website_changes");

            migrationBuilder.DropTable(
                name: "website_edition");

            migrationBuilder.DropTable(
                name: "editorial_post");

            migrationBuilder.DropTable(
                name: "media_picture");

            migrationBuilder.DropTable(
                name: "organisation_units");

            migrationBuilder.DropTable(
                name: "organisation_people");
        }
    }
}
