from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_second_factor"),
        ("notifications", "0011_tickets"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notification",
            name="notifications_kind_known",
        ),
        migrations.AddField(
            model_name="notificationpolicy",
            name="staff_second_step_reset",
            field=models.CharField(
                choices=[("page", "Page"), ("sms", "Sms"), ("mail", "Mail"), ("mail_or_sms", "Mail Or Sms")],
                default="mail_or_sms",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="notification",
            name="kind",
            field=models.CharField(
                choices=[
                    ("slot_changed", "Slot Changed"),
                    ("exam_time_changed", "Exam Time Changed"),
                    ("exam_withdrawn", "Exam Withdrawn"),
                    ("cameras_changed", "Cameras Changed"),
                    ("room_renamed", "Room Renamed"),
                    ("exam_left", "Exam Left"),
                    ("announcement_withdrawn", "Announcement Withdrawn"),
                    ("message", "Message"),
                    ("duty_added", "Duty Added"),
                    ("duty_removed", "Duty Removed"),
                    ("statement_asked", "Statement Asked"),
                    ("ticket_given", "Ticket Given"),
                    ("ticket_answered", "Ticket Answered"),
                    ("relation_met", "Relation Met"),
                    ("second_step_reset", "Second Step Reset"),
                    ("sms_closed", "Sms Closed"),
                    ("work_ended", "Work Ended"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="notification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "announcement_withdrawn",
                            "cameras_changed",
                            "duty_added",
                            "duty_removed",
                            "exam_left",
                            "exam_time_changed",
                            "exam_withdrawn",
                            "message",
                            "relation_met",
                            "room_renamed",
                            "second_step_reset",
                            "slot_changed",
                            "sms_closed",
                            "statement_asked",
                            "ticket_answered",
                            "ticket_given",
                            "work_ended",
                        ],
                    )
                ),
                name="notifications_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="notificationpolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(("staff_second_step_reset__in", ["mail", "mail_or_sms", "page", "sms"])),
                name="notifications_staff_second_step_reset_known",
            ),
        ),
    ]
