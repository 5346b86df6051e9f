from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0010_announcement_withdrawn")]

    operations = [
        migrations.RemoveConstraint(
            model_name="notification",
            name="notifications_kind_known",
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
                            "ticket_answered",
                            "ticket_given",
                            "work_ended",
                        ],
                    )
                ),
                name="notifications_kind_known",
            ),
        ),
    ]
