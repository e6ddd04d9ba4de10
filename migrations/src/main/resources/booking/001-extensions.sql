--liquibase formatted sql

--changeset booking:001-extensions
--comment: Lets an exclusion constraint compare ids with = beside ranges with &&. A trusted extension: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--rollback DROP EXTENSION IF EXISTS btree_gist;
