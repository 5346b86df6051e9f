import uuid

from django.db import migrations, models

import kaochang.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_words_of_the_school"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotificationPolicy",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=kaochang.core.clock.now, editable=False)),
                ("updated_at", models.DateTimeField(default=kaochang.core.clock.now)),
                ("scope_id", models.UUIDField(unique=True)),
                (
                    "candidate_slot_changed",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="sms",
                        max_length=20,
                    ),
                ),
                (
                    "candidate_exam_time_changed",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="sms",
                        max_length=20,
                    ),
                ),
                (
                    "candidate_room_renamed",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="sms",
                        max_length=20,
                    ),
                ),
                (
                    "candidate_exam_left",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="sms",
                        max_length=20,
                    ),
                ),
                (
                    "staff_exam_time_changed",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="mail_or_sms",
                        max_length=20,
                    ),
                ),
                (
                    "staff_room_renamed",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="mail_or_sms",
                        max_length=20,
                    ),
                ),
                (
                    "staff_duty_added",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="mail_or_sms",
                        max_length=20,
                    ),
                ),
                (
                    "staff_duty_removed",
                    models.CharField(
                        choices=[
                            ("page", "Page"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("mail_or_sms", "Mail Or Sms"),
                        ],
                        default="mail_or_sms",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("candidate_slot_changed__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_candidate_slot_changed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("candidate_exam_time_changed__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_candidate_exam_time_changed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("candidate_room_renamed__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_candidate_room_renamed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("candidate_exam_left__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_candidate_exam_left_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff_exam_time_changed__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_staff_exam_time_changed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff_room_renamed__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_staff_room_renamed_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("staff_duty_added__in", ["mail", "mail_or_sms", "page", "sms"])),
                        name="notifications_staff_duty_added_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("staff_duty_removed__in", ["mail", "mail_or_sms", "page", "sms"])
                        ),
                        name="notifications_staff_duty_removed_known",
                    ),
                ],
            },
        ),
    ]
