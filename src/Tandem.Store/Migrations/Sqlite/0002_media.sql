-- The node that relayed a call's media and its counts for both legs and directions, as Journal/CdrCodec packs them; NULL when the media went direct.
ALTER TABLE cdr ADD COLUMN media BLOB;
