-- From where a user may sign in: lines such as "allow BD" and "deny asn:64500". NULL: from anywhere.
ALTER TABLE user ADD COLUMN geofence TEXT;
