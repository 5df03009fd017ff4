# A second verifier, written from docs/explanation/audit.md and not from the first: perl verify.pl (EXPORT HEADS)...
# Prints 0 for each pair that is whole and 1 for each that is broken.
use strict;
use warnings;
use Digest::SHA qw(sha256_hex);
use Encode qw(encode_utf8);
use JSON::PP;

my @parts = qw(agency sequence at actor action kind subject detail previous);

sub lines_of {
    my ($name) = @_;
    open(my $stream, '<:raw', $name) or die "$name: $!";
    return <$stream>;
}

sub digest_of {
    my ($entry) = @_;
    my $text = '';
    for my $part ('tideturn-audit-1', map { $entry->{$_} // '' } @parts) {
        my $bytes = encode_utf8($part);
        $text .= length($bytes) . ':' . $bytes;
    }
    return sha256_hex($text);
}

sub is_broken {
    my ($export, $heads) = @_;
    my (%seen, %end);
    my $before = '0' x 64;
    for my $line (lines_of($heads)) {
        chomp $line;
        my $head = decode_json($line);
        return 1 if $head->{previous} ne $before;
        $seen{$head->{agency}}{$head->{sequence}} = $head->{digest};
        $before = sha256_hex($line);
    }
    for my $line (lines_of($export)) {
        my $entry = decode_json($line);
        my $last = $end{$entry->{agency}} // { sequence => 0, digest => '0' x 64, at => '' };
        my $witnessed = $seen{$entry->{agency}}{$entry->{sequence}} // $entry->{digest};
        return 1 if $entry->{sequence} != $last->{sequence} + 1;
        return 1 if $entry->{previous} ne $last->{digest};
        return 1 if $entry->{digest} ne digest_of($entry);
        return 1 if $entry->{at} lt $last->{at};
        return 1 if $entry->{digest} ne $witnessed;
        $end{$entry->{agency}} = $entry;
    }
    for my $agency (keys %seen) {
        for my $sequence (keys %{ $seen{$agency} }) {
            return 1 if $sequence > ($end{$agency} ? $end{$agency}{sequence} : 0);
        }
    }
    return 0;
}

while (my ($export, $heads) = splice(@ARGV, 0, 2)) {
    print is_broken($export, $heads);
}
