"""The version of the subject beside each row; written once like the rest."""

from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION audit_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'the trail is append-only: % refused', TG_OP USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.id, OLD.at, OLD.event, OLD.person_id, OLD.login_session_id, OLD.area, OLD.label,
        OLD.subject_kind, OLD.subject_id, OLD.subject_version, OLD.scope_id, OLD.payload_hash)
       IS DISTINCT FROM
       (NEW.id, NEW.at, NEW.event, NEW.person_id, NEW.login_session_id, NEW.area, NEW.label,
        NEW.subject_kind, NEW.subject_id, NEW.subject_version, NEW.scope_id, NEW.payload_hash) THEN
        RAISE EXCEPTION 'the trail is append-only: content cannot change' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.position, OLD.chain_hash, OLD.sealed_at) IS DISTINCT FROM (NEW.position, NEW.chain_hash, NEW.sealed_at)
       AND (OLD.position IS NOT NULL OR NEW.position IS NULL OR NEW.chain_hash = '' OR NEW.sealed_at IS NULL) THEN
        RAISE EXCEPTION 'the trail is append-only: a row is sealed once' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.payload, OLD.salt, OLD.erased_at) IS DISTINCT FROM (NEW.payload, NEW.salt, NEW.erased_at)
       AND (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.payload <> '' OR NEW.salt <> '') THEN
        RAISE EXCEPTION 'the trail is append-only: a payload can only be erased' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

BACKWARD = """
CREATE OR REPLACE FUNCTION audit_trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' THEN
        RAISE EXCEPTION 'the trail is append-only: % refused', TG_OP USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.id, OLD.at, OLD.event, OLD.person_id, OLD.login_session_id, OLD.area, OLD.label,
        OLD.subject_kind, OLD.subject_id, OLD.scope_id, OLD.payload_hash)
       IS DISTINCT FROM
       (NEW.id, NEW.at, NEW.event, NEW.person_id, NEW.login_session_id, NEW.area, NEW.label,
        NEW.subject_kind, NEW.subject_id, NEW.scope_id, NEW.payload_hash) THEN
        RAISE EXCEPTION 'the trail is append-only: content cannot change' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.position, OLD.chain_hash, OLD.sealed_at) IS DISTINCT FROM (NEW.position, NEW.chain_hash, NEW.sealed_at)
       AND (OLD.position IS NOT NULL OR NEW.position IS NULL OR NEW.chain_hash = '' OR NEW.sealed_at IS NULL) THEN
        RAISE EXCEPTION 'the trail is append-only: a row is sealed once' USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.payload, OLD.salt, OLD.erased_at) IS DISTINCT FROM (NEW.payload, NEW.salt, NEW.erased_at)
       AND (OLD.erased_at IS NOT NULL OR NEW.erased_at IS NULL OR NEW.payload <> '' OR NEW.salt <> '') THEN
        RAISE EXCEPTION 'the trail is append-only: a payload can only be erased' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="trailentry",
            name="subject_version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
