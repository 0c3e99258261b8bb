# What the tests share: a server of its own in a folder, with the binaries that come first in PATH;
# psql, which without a cluster asks the server that the environment names; and files.
package Cluster;
use strict;
use warnings;
use Exporter qw(import);

our @EXPORT = qw(sql run_quietly read_file write_file);
my @as_server = split / /, $ENV{GOVDISCLOSE_AS_SERVER} // '';

# Shows what a command says only if it fails.
sub run_quietly
{
	my $output = qx{(@_) 2>&1};
	return 1 if $? == 0;
	print STDERR "# $_\n" for "failed: @_", split /\n/, $output;
	return 0;
}

# The result of the last statement.
sub sql
{
	my ($database, @statements) = @_;
	my @command = (qw(psql -XqAt -v ON_ERROR_STOP=1 -d), $database, map { ('-c', $_) } @statements);
	open(my $psql, '-|', @command) or die "cannot run psql: $!";
	local $/;
	my $result = <$psql> // '';
	close $psql or die "psql failed: @statements\n";
	return $result =~ s/\n\z//r;
}

# A file of the sources, which are UTF-8.
sub read_file
{
	my ($path) = @_;
	open(my $in, '<:encoding(UTF-8)', $path) or die "$path: $!";
	local $/;
	return scalar <$in>;
}

sub write_file
{
	my ($path, $text) = @_;
	open(my $out, '>:encoding(UTF-8)', $path) or die "$path: $!";
	print $out $text;
	close $out or die "$path: $!";
}

# A cluster whose files are in the folder, which the server's user can reach.
sub new
{
	my ($class, $folder) = @_;
	return bless { data => "$folder/data" }, $class;
}

sub init
{
	my ($self) = @_;
	mkdir $self->{data}, 0700 or die "$self->{data}: $!";
	my ($user) = map { /^--reuid=(.*)/ ? $1 : () } @as_server;
	chown((getpwnam $user)[2, 3], $self->{data}) if defined $user;
	run_quietly(@as_server, "initdb -D $self->{data} -U postgres --auth=trust --encoding=UTF8",
		'--locale=C --no-sync') or die "initdb failed\n";
	open(my $conf, '>>', "$self->{data}/postgresql.conf") or die;
	print $conf "listen_addresses = ''\nunix_socket_directories = '$self->{data}'\nfsync = off\n";
	close $conf;
}

# From here on, psql asks this server.
sub start
{
	my ($self) = @_;
	$ENV{PGHOST} = $self->{data};
	return run_quietly(@as_server, "pg_ctl -D $self->{data} -l $self->{data}/log -w start");
}

sub stop
{
	my ($self) = @_;
	return run_quietly(@as_server, "pg_ctl -D $self->{data} -m fast -w stop");
}

1;
