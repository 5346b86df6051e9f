from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_second_factor"),
        ("notifications", "0009_laid_aside"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="notification",
            name="notifications_kind_known",
        ),
        migrations.AddField(
            model_name="notificationpolicy",
            name="candidate_announcement_withdrawn",
            field=models.CharField(
                choices=[("page", "Page"), ("sms", "Sms"), ("mail", "Mail"), ("mail_or_sms", "Mail Or Sms")],
                default="page",
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
                    ("relation_met", "Relation Met"),
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
                            "slot_changed",
                            "sms_closed",
                            "statement_asked",
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
                condition=models.Q(
                    ("candidate_announcement_withdrawn__in", ["mail", "mail_or_sms", "page", "sms"])
                ),
                name="notifications_candidate_announcement_withdrawn_known",
            ),
        ),
    ]
