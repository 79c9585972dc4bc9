-- What the connector of sqlserver.json needs, and nothing more. Set the password before you run it, as a member of sysadmin.
-- SQL Server Agent must run; each captured table is switched on as the last lines show.

use shop;
alter database shop set allow_snapshot_isolation on;
exec sys.sp_cdc_enable_db;

create login afterimage_capture with password = 'set-it-here';
create user afterimage_capture for login afterimage_capture;
create role afterimage_cdc;
alter role afterimage_cdc add member afterimage_capture;
grant select on schema::dbo to afterimage_cdc;
grant select on schema::cdc to afterimage_cdc;
grant view database state to afterimage_cdc;

create table dbo.afterimage_signal (id varchar(64) primary key, type varchar(32), data varchar(2048));
grant insert, delete on dbo.afterimage_signal to afterimage_cdc;
create table dbo.afterimage_heartbeat (id int primary key, at datetime2 not null);
insert into dbo.afterimage_heartbeat values (1, sysutcdatetime());
grant update on dbo.afterimage_heartbeat to afterimage_cdc;

exec sys.sp_cdc_enable_table @source_schema = 'dbo', @source_name = 'afterimage_signal', @role_name = 'afterimage_cdc', @supports_net_changes = 0;
exec sys.sp_cdc_enable_table @source_schema = 'dbo', @source_name = 'afterimage_heartbeat', @role_name = 'afterimage_cdc', @supports_net_changes = 0;
