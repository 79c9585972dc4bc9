-- What the connectors of mysql.json and mariadb.json need, and nothing more. Set the password before you run it.
-- The server needs binlog_format=ROW, binlog_row_image=FULL, gtid_mode=ON (MySQL), and binlogs kept longer than an outage may last.

create user if not exists 'afterimage_capture'@'%' identified by 'set-it-here';

-- These are granted globally: the server knows no narrower form of them.
grant replication slave, replication client, reload on *.* to 'afterimage_capture'@'%';
grant select, lock tables on shop.* to 'afterimage_capture'@'%';

create table if not exists shop.afterimage_signal (id varchar(64) primary key, type varchar(32), data varchar(2048));
grant insert, delete on shop.afterimage_signal to 'afterimage_capture'@'%';

create table if not exists shop.afterimage_heartbeat (id int primary key, at timestamp(6) not null);
grant insert, update on shop.afterimage_heartbeat to 'afterimage_capture'@'%';
