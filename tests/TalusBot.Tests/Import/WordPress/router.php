<?php
// Every address is WordPress's own affair, as a web server with permalinks hands it on.
require __DIR__ . '/site.php';
define( 'WP_USE_THEMES', true );
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF']    = '/index.php';

// Sites that close their REST API, wholly or for comments, and sites that lead elsewhere.
$closed = @file_get_contents( WP_CONTENT_DIR . '/closed' );
if ( str_starts_with( $_SERVER['REQUEST_URI'], '/leads-away' ) ) {
	header( 'Location: http://other.example' . $_SERVER['REQUEST_URI'], true, 301 );
	exit;
}
require ABSPATH . 'wp-settings.php';
if ( $closed ) {
	add_filter(
		'rest_pre_dispatch',
		function ( $result, $server, $request ) use ( $closed ) {
			return preg_match( $closed, $request->get_route() ) ? new WP_Error( 'rest_login_required', 'Only members may use the API.', array( 'status' => 401 ) ) : $result;
		},
		10,
		3
	);
}
wp();
require ABSPATH . WPINC . '/template-loader.php';
