# How Perl writes numbers: one a line on standard input, a line of answers separated by blanks.
use strict;
use warnings;
use JSON::PP;
$| = 1;
my $json = JSON::PP->new->allow_nonref;
while (my $text = <STDIN>) {
  chomp $text;
  my $x = $text + 0;
  print join(' ', "$x", sprintf('%g', $x), sprintf('%e', $x), sprintf('%.8f', $x), sprintf('%.15g', $x), $json->encode($x + 0)), "\n";
}
